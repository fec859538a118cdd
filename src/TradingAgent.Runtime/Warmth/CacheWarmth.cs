namespace TradingAgent.Runtime.Warmth;

/// <summary>
/// Keeps the way of an order in the processor's caches while a spinning thread has nothing to do. An order is rare:
/// before the next one its code, its data and the kernel's side of a send have left the caches, most of all on a
/// machine shared with others, and a line from memory costs as much as a hundred instructions. Here they are looked at,
/// a few lines a step, over and over. Nothing is run, changed or decided.
/// </summary>
public sealed class CacheWarmth : IDisposable
{
    /// <summary>So that a frame that comes meanwhile waits a microsecond or two.</summary>
    private const int LinesPerStep = 64;

    private static readonly TimeSpan FirstWalk = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan WalkInterval = TimeSpan.FromMinutes(1);

    private readonly object[] _roots;
    private readonly HotCode _code = new();
    private readonly LoopbackEcho? _echo = LoopbackEcho.TryCreate();
    private readonly Timer _timer;
    private HotObjects _objects = HotObjects.None;

    /// <param name="roots">What the spinning thread drives; their objects are looked for anew every minute.</param>
    public CacheWarmth(params object[] roots)
    {
        _roots = roots;
        _timer = new Timer(_ => Walk(), null, FirstWalk, WalkInterval);
    }

    /// <summary>Looks at the next lines; the spinning thread only.</summary>
    public void Step()
    {
        _code.Look(LinesPerStep);
        Volatile.Read(ref _objects).Look(LinesPerStep);
        _echo?.Step();
    }

    /// <summary>After the spinning thread has ended.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        _code.Dispose();
        _echo?.Dispose();
    }

    private void Walk()
    {
        try
        {
            Volatile.Write(ref _objects, HotObjects.Below(_roots));
        }
        catch (Exception)
        {
            // All of this is for speed: what cannot be walked stays cold, and an agent goes on.
        }
    }
}

using System.Diagnostics;
using TradingAgent.Domain.Time;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Fuzzing;

/// <summary>
/// Feeds one decoder mutated frames. A frame that makes it do something new (other events in another order, or a
/// reconnect) joins the corpus, so that what follows begins nearer to the rare paths.
/// </summary>
internal sealed class FuzzRun
{
    /// <summary>A frame that takes longer than this hangs.</summary>
    public static readonly TimeSpan HangsAfter = TimeSpan.FromSeconds(5);

    private const int CorpusMax = 4096;

    /// <summary>Frames after which the decoder begins anew, so that one bad state does not shield the rest.</summary>
    private const int Life = 2000;

    private static readonly Timestamp Start = Timestamp.FromMilliseconds(1_790_000_000_000);
    private readonly FuzzTarget _target;
    private readonly Mutator _mutator;
    private readonly List<byte[]> _corpus;
    private readonly HashSet<ulong> _known = [];
    private readonly CheckingSink _sink = new();
    private readonly SilentWire _wire = new();
    private IVenueProtocol _protocol;
    private long _frameBegan;
    private byte[] _frame = [];

    public FuzzRun(FuzzTarget target, ulong seed)
    {
        _target = target;
        _mutator = new Mutator(seed);
        _corpus = [.. target.Seeds];
        _protocol = target.Create(_sink, _wire);
    }

    /// <summary>Frames fed.</summary>
    public long Frames { get; private set; }

    /// <summary>Events the decoder made of them.</summary>
    public long Events => _sink.Events;

    /// <summary>Frames that did something new.</summary>
    public int Novelties => _corpus.Count - _target.Seeds.Count;

    /// <summary>The frame that the decoder has been at for too long; null while none. Any thread.</summary>
    public byte[]? Hanging
    {
        get
        {
            long began = Volatile.Read(ref _frameBegan);
            return began != 0 && Stopwatch.GetElapsedTime(began) > HangsAfter ? _frame : null;
        }
    }

    /// <summary>Feeds so many frames; ends at the first that is not survived.</summary>
    public FuzzFinding? Run(long frames)
    {
        for (long i = 0; i < frames; i++)
        {
            if (Frames % Life == 0) _protocol = _target.Create(_sink, _wire);
            byte[] frame = Frames < _target.Seeds.Count ? _target.Seeds[(int)Frames] : _mutator.Next(_corpus);
            Frames++;
            if (Feed(frame) is { } what) return new FuzzFinding(_target.Name, Frames, what, frame);
        }
        return null;
    }

    private string? Feed(byte[] frame)
    {
        _sink.Begin();
        long reconnects = _wire.Reconnects;
        bool isData;
        _frame = frame;
        Volatile.Write(ref _frameBegan, Stopwatch.GetTimestamp());
        try
        {
            var now = new WireTime(Start + Duration.FromMilliseconds(Frames), 1_000_000 + Frames);
            isData = _protocol.OnMessage(frame, now, _wire);
        }
        catch (Exception thrown)
        {
            return "it throws " + thrown;
        }
        finally
        {
            Volatile.Write(ref _frameBegan, 0);
        }
        ulong did = (_sink.Fingerprint * 4) + (_wire.Reconnects > reconnects ? 2UL : 0) + (isData ? 1UL : 0);
        if (_known.Add(did) && Frames > _target.Seeds.Count && _corpus.Count < CorpusMax) _corpus.Add(frame);
        return _sink.Fault;
    }
}

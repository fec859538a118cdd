namespace TradingAgent.Runtime.Warmth;

/// <summary>Objects whose memory is looked at, over and over, wherever the collector moves them.</summary>
internal sealed class HotObjects
{
    /// <summary>
    /// What is looked at of one array: ids are given in order, so that what is in use stands at the beginning.
    /// </summary>
    public const int ArrayBytesMax = 4096;

    private const int LineBytes = 64;

    private readonly object[] _objects;
    private readonly int[] _bytes;
    private int _object;
    private int _at;
    private long _seen;

    /// <param name="objects">What to look at.</param>
    /// <param name="bytes">How much of each, counted from its first field or element; never more than it has.</param>
    private HotObjects(object[] objects, int[] bytes) => (_objects, _bytes) = (objects, bytes);

    public static HotObjects None { get; } = new([], []);

    public int Count => _objects.Length;

    public long Bytes => _bytes.Sum(bytes => (long)bytes);

    /// <summary>How often all of them were looked at.</summary>
    public long Rounds { get; private set; }

    /// <summary>All that hangs on these as of now, themselves included.</summary>
    public static HotObjects Below(IEnumerable<object> roots)
    {
        object[] found = [.. ObjectWalk.From(roots)];
        int[] bytes = [.. found.Select(o => Math.Min(ObjectWalk.BytesOf(o), ArrayBytesMax))];
        return new HotObjects(found, bytes);
    }

    public bool Contains(object one) => Array.Exists(_objects, known => ReferenceEquals(known, one));

    /// <summary>Reads a byte of each of the next lines; one thread only.</summary>
    public void Look(int lines)
    {
        if (_objects.Length == 0) return;
        long seen = 0;
        for (int i = 0; i < lines; i++)
        {
            seen += Unsafe.Add(ref First(_objects[_object]), _at);
            _at += LineBytes;
            if (_at < _bytes[_object]) continue;
            _at = 0;
            if (++_object < _objects.Length) continue;
            _object = 0;
            Rounds++;
        }
        // Kept, so that the reads are not compiled away.
        _seen += seen;
    }

    /// <summary>Where an object's fields begin, or an array's length.</summary>
    private static ref byte First(object one) => ref Unsafe.As<Shape>(one).First;

    private sealed class Shape
    {
        public byte First;
    }
}

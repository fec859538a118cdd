namespace TradingAgent.Exchange.MarketSources.Recorded.Captures;

/// <summary>
/// Reads lines of «receive time in nanoseconds, a space, the exchange's JSON» from one stream after the other. Memory
/// is taken only while lines grow. A line that makes no sense is left out and counted.
/// </summary>
public sealed class CaptureReader
{
    private const int LineMax = 16 * 1024 * 1024;

    private readonly IReadOnlyList<Func<Stream>> _files;
    private byte[] _buffer = new byte[64 * 1024];
    private Stream? _stream;
    private int _file;
    private int _from;
    private int _to;
    private long _line;

    /// <summary>Opens the first stream when the first message is asked for, the next one when it has ended.</summary>
    /// <param name="files">What opens each stream, in order of time; streams are disposed of at their ends.</param>
    public CaptureReader(IReadOnlyList<Func<Stream>> files) => _files = files;

    /// <summary>Lines left out.</summary>
    public int Unreadable { get; private set; }

    /// <summary>Number of the first of them in its file; 0 when there was none.</summary>
    public long FirstUnreadable { get; private set; }

    /// <summary>Reads the next message into an object; false at the end of the last stream.</summary>
    public bool TryRead(CaptureMessage message)
    {
        while (TryLine(out ReadOnlySpan<byte> line))
        {
            if (line.IsEmpty) continue;
            if (CaptureParser.TryParse(line, message)) return true;
            if (Unreadable++ == 0) FirstUnreadable = _line;
        }
        return false;
    }

    private bool TryLine(out ReadOnlySpan<byte> line)
    {
        int scanned = 0;
        while (true)
        {
            int end = _buffer.AsSpan(_from + scanned, _to - _from - scanned).IndexOf((byte)'\n');
            if (end >= 0)
            {
                line = _buffer.AsSpan(_from, scanned + end).TrimEnd((byte)'\r');
                _from += scanned + end + 1;
                _line++;
                return true;
            }
            scanned = _to - _from;
            if (Fill()) continue;
            if (scanned > 0)
            {
                line = _buffer.AsSpan(_from, scanned).TrimEnd((byte)'\r');
                _from = _to;
                _line++;
                return true;
            }
            if (!NextFile())
            {
                line = default;
                return false;
            }
        }
    }

    private bool Fill()
    {
        if (_stream is null) return false;
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            _to -= _from;
            _from = 0;
        }
        if (_to == _buffer.Length)
        {
            if (_to >= LineMax)
                throw new InvalidDataException($"A line of the capture is longer than {LineMax} bytes.");
            Array.Resize(ref _buffer, _to * 2);
        }
        int read = _stream.Read(_buffer, _to, _buffer.Length - _to);
        _to += read;
        return read > 0;
    }

    private bool NextFile()
    {
        _stream?.Dispose();
        _stream = null;
        if (_file == _files.Count) return false;
        _stream = _files[_file++]();
        _line = 0;
        return true;
    }
}

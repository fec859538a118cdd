using System.Globalization;

namespace TradingAgent.Exchange.MarketSources.Recorded.Bars;

/// <summary>
/// Reads bars one line at a time. A line that is no bar (wrong number of fields, text where a number belongs, a low
/// above the high, a price of zero) is left out and counted.
/// </summary>
public sealed class BarReader
{
    private const int FieldsMax = 11;
    private const double MillisecondNanoseconds = 1e6;

    private readonly TextReader _reader;
    private readonly BarFormat _format;
    private readonly Duration _length;
    private readonly Timestamp _midnight;
    private readonly bool _volumeInDollars;

    /// <summary>Reads from the beginning of the text.</summary>
    /// <param name="reader">The text; stays the caller's to close.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="length">Length of one bar.</param>
    /// <param name="midnight">The day, for formats that count from midnight.</param>
    /// <param name="volumeInDollars">Whether volume is in dollars rather than coins.</param>
    public BarReader(
        TextReader reader,
        BarFormat format,
        Duration length,
        Timestamp midnight = default,
        bool volumeInDollars = false)
    {
        _reader = reader;
        _format = format;
        _length = length;
        _midnight = midnight;
        _volumeInDollars = volumeInDollars || format == BarFormat.EndText;
    }

    /// <summary>Lines read, with the header.</summary>
    public long Lines { get; private set; }

    /// <summary>Lines left out.</summary>
    public int Unreadable { get; private set; }

    /// <summary>Number of the first of them; 0 when there was none.</summary>
    public long FirstUnreadable { get; private set; }

    /// <summary>The next bar; false at the end of the text.</summary>
    public bool TryRead(out Bar bar)
    {
        while (_reader.ReadLine() is { } line)
        {
            Lines++;
            if (line.Length == 0 || (Lines == 1 && HasHeader(line))) continue;
            if (TryParse(line, out bar)) return true;
            if (Unreadable++ == 0) FirstUnreadable = Lines;
        }
        bar = default;
        return false;
    }

    private static bool HasHeader(string line) => char.IsAsciiLetter(line[0]);

    private bool TryParse(ReadOnlySpan<char> line, out Bar bar)
    {
        bar = default;
        Span<Range> fields = stackalloc Range[FieldsMax + 1];
        int expected = _format == BarFormat.MidnightQuotes ? 11 : 6;
        if (line.Split(fields, ',') != expected) return false;
        if (!TryTime(line[fields[0]], out Timestamp start)) return false;
        Span<double> values = stackalloc double[FieldsMax - 1];
        for (int i = 1; i < expected; i++)
        {
            if (!double.TryParse(line[fields[i]], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                || !double.IsFinite(value) || value < 0)
                return false;
            values[i - 1] = value;
        }
        bar = _format == BarFormat.MidnightQuotes ? Quote(start, values) : Trade(start, values);
        double inside = Math.Min(bar.Open, bar.Close);
        return bar.Low > 0 && bar.Low <= inside && bar.High >= Math.Max(bar.Open, bar.Close);
    }

    private Bar Trade(Timestamp start, ReadOnlySpan<double> v) => new(
        start, _length, v[0], v[1], v[2], v[3], _volumeInDollars && v[3] > 0 ? v[4] / v[3] : v[4], Spread: 0);

    /// <summary>The middle of bid and ask; the sizes standing at the close stand in for volume.</summary>
    private Bar Quote(Timestamp start, ReadOnlySpan<double> v)
    {
        double close = (v[3] + v[8]) / 2;
        double size = v[4] + v[9];
        return new Bar(
            start,
            _length,
            (v[0] + v[5]) / 2,
            (v[1] + v[6]) / 2,
            (v[2] + v[7]) / 2,
            close,
            _volumeInDollars && close > 0 ? size / close : size,
            Math.Max(0, v[8] - v[3]));
    }

    private bool TryTime(ReadOnlySpan<char> text, out Timestamp start)
    {
        start = default;
        if (_format == BarFormat.EndText)
        {
            const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
            if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, styles, out DateTime end)) return false;
            start = Timestamp.From(new DateTimeOffset(end, TimeSpan.Zero)) - _length;
            return true;
        }
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double milliseconds)
            || milliseconds is < 0 or > 9e12)
            return false;
        start = new Timestamp(_midnight.Nanoseconds + (long)(milliseconds * MillisecondNanoseconds));
        return true;
    }
}

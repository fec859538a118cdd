using TradingAgent.Quant.Maths;

namespace TradingAgent.Exchange.MarketSources.Recorded.Bars;

/// <summary>Bars in rising order with a few read ahead, and how volatile they have been.</summary>
internal sealed class BarLookahead
{
    private const int Ahead = 32;
    private const double MemorySeconds = 21_600;

    private readonly BarReader _reader;
    private readonly RecordingNotes _notes;
    private readonly Queue<Bar> _queue = new(Ahead);
    private Timestamp _readTo;
    private double _variance;
    private long _taken;

    public BarLookahead(BarReader reader, RecordingNotes notes)
    {
        _reader = reader;
        _notes = notes;
        while (_queue.Count < Ahead && TryRead()) { }
    }

    public int Unreadable => _reader.Unreadable;

    public long FirstUnreadable => _reader.FirstUnreadable;

    /// <summary>Per year: of what was taken, or of what comes when too little was.</summary>
    public double Volatility
    {
        get
        {
            if (_taken > Ahead) return Math.Sqrt(_variance);
            double sum = 0;
            foreach (Bar bar in _queue) sum += VariancePerYear(bar);
            return _queue.Count == 0 ? Math.Sqrt(_variance) : Math.Sqrt(sum / _queue.Count);
        }
    }

    public bool TryTake(out Bar bar)
    {
        if (!_queue.TryDequeue(out bar)) return false;
        double weight = Math.Max(Math.Min(1, bar.Length.Seconds / MemorySeconds), 1.0 / (_taken + 1));
        _variance += (VariancePerYear(bar) - _variance) * weight;
        _taken++;
        TryRead();
        return true;
    }

    /// <summary>Leaves out a bar that begins before the last one has ended.</summary>
    private bool TryRead()
    {
        while (_reader.TryRead(out Bar bar))
        {
            if (bar.Start < _readTo)
            {
                _notes.StepBack(bar.Start);
                continue;
            }
            _readTo = bar.End;
            _queue.Enqueue(bar);
            return true;
        }
        return false;
    }

    /// <summary>From the range: ln(H/L)²/(4 ln 2) (Parkinson 1980).</summary>
    private static double VariancePerYear(in Bar bar)
    {
        double range = Elementary.Log(bar.High / bar.Low);
        return range * range / (4 * 0.6931471805599453) * 31_536_000 / bar.Length.Seconds;
    }
}

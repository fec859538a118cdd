using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Limits;

/// <summary>
/// What each instrument and each underlying earned, USD: realised, fees and funding at the rate of the moment they
/// were booked, and where that stood when the UTC day began.
/// </summary>
internal sealed class ResultBook
{
    private readonly double[] _booked;
    private readonly double[] _dayStart;
    private readonly double[] _underlyingBooked = new double[UnderlyingId.Capacity];
    private readonly double[] _underlyingDayStart = new double[UnderlyingId.Capacity];

    public ResultBook(EngineLimits limits)
    {
        _booked = new double[limits.Instruments];
        _dayStart = new double[limits.Instruments];
    }

    public void Book(InstrumentId instrument, UnderlyingId underlying, double usd)
    {
        if (!double.IsFinite(usd)) return;
        _booked[instrument.Index] += usd;
        _underlyingBooked[underlying.Index] += usd;
    }

    /// <summary>Result since the day began, USD, with what is open now.</summary>
    public double DayOf(InstrumentId instrument, double openUsd) =>
        _booked[instrument.Index] + openUsd - _dayStart[instrument.Index];

    /// <inheritdoc cref="DayOf(InstrumentId, double)"/>
    public double DayOf(UnderlyingId underlying, double openUsd) =>
        _underlyingBooked[underlying.Index] + openUsd - _underlyingDayStart[underlying.Index];

    /// <summary>Counts an instrument from here.</summary>
    public void Restart(InstrumentId instrument, double openUsd) =>
        _dayStart[instrument.Index] = _booked[instrument.Index] + openUsd;

    /// <summary>Counts an underlying from here.</summary>
    public void Restart(UnderlyingId underlying, double openUsd) =>
        _underlyingDayStart[underlying.Index] = _underlyingBooked[underlying.Index] + openUsd;

    /// <summary>Forgets an instrument that is gone; its underlying keeps what it earned.</summary>
    public void Clear(InstrumentId instrument)
    {
        _booked[instrument.Index] = 0;
        _dayStart[instrument.Index] = 0;
    }

    public void Save(ref SnapshotWriter writer, int count)
    {
        writer.Write<double>(_booked.AsSpan(0, count));
        writer.Write<double>(_dayStart.AsSpan(0, count));
        writer.Write<double>(_underlyingBooked);
        writer.Write<double>(_underlyingDayStart);
    }

    public void Load(ref SnapshotReader reader, int count)
    {
        reader.Read(_booked.AsSpan(0, count));
        reader.Read(_dayStart.AsSpan(0, count));
        reader.Read<double>(_underlyingBooked);
        reader.Read<double>(_underlyingDayStart);
    }
}

using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Kernel;

/// <summary>How one underlying's delta was kept in its band. Seconds of engine time; deltas in coins.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct BandTally
{
    public double SecondsInside;
    public double SecondsInsideUnhedged;
    public double SecondsTotal;

    /// <summary>Time integral of the outer half width.</summary>
    public double BandSeconds;

    /// <summary>Delta filled since counting began.</summary>
    public double FilledDelta;

    /// <summary>Largest |delta - target| seen outside the outer band.</summary>
    public double MaxOutside;

    /// <summary>Sum of squares of the unhedged delta's moves, each divided by its duration.</summary>
    public double MoveSquares;

    public double OuterBand;
    public double SampledUnhedged;
    public long Samples;
    public Timestamp SampledAt;
    public Timestamp Since;
    public int IsInside;
    public int IsInsideUnhedged;

    /// <summary>Standard deviation of the unhedged delta's move over one minute, from one-second moves.</summary>
    public readonly double DeltaSdPerMinute => Samples == 0 ? double.NaN : Math.Sqrt(MoveSquares / Samples * 60);

    /// <summary>Time-weighted mean full width of the outer band over one minute's standard deviation.</summary>
    public readonly double BandOverDeltaSd => 2 * (BandSeconds / SecondsTotal) / DeltaSdPerMinute;

    internal void Account(Timestamp now)
    {
        double seconds = (now - Since).Seconds;
        SecondsTotal += seconds;
        BandSeconds += OuterBand * seconds;
        if (IsInside != 0) SecondsInside += seconds;
        if (IsInsideUnhedged != 0) SecondsInsideUnhedged += seconds;
    }

    internal void Sample(Timestamp now, double unhedged)
    {
        double move = unhedged - SampledUnhedged;
        MoveSquares += move * move / (now - SampledAt).Seconds;
        Samples++;
        SampledAt = now;
        SampledUnhedged = unhedged;
    }
}

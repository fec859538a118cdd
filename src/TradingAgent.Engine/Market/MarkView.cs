using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Market;

/// <summary>The venue's mark and index of one instrument, and since when.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MarkView
{
    public Price Mark;
    public Price Index;
    public Timestamp At;
    public double FundingRate;
    public Timestamp FundingAt;

    /// <summary>Minutes between two fundings; 0 when nobody said.</summary>
    public int FundingMinutes;

    /// <summary>Keeps the size a multiple of eight: padding would hold whatever was there before.</summary>
    public int Unused;

    /// <summary>What a long pays an hour, as a share of value; NaN when it is not known, or no longer.</summary>
    public readonly double FundingPerHour(Timestamp now) =>
        FundingMinutes > 0 && Math.Abs(FundingRate) < 1 && now - FundingGrace <= FundingAt
            ? FundingRate * 60 / FundingMinutes : double.NaN;

    private static readonly Duration FundingGrace = Duration.FromSeconds(300);
}

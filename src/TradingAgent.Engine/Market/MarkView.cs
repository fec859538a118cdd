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
}

using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Signals;

/// <summary>
/// What the book of one instrument shows within 10 basis points of its mid and what is held of it by all, coins, and
/// since when.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DepthFigures
{
    public double Bid;
    public double Ask;
    public Timestamp At;
    public double Interest;
    public Timestamp InterestAt;
}

using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Orders;

/// <summary>What the venue last said of a position, and the difference to ours that the last report showed.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ReportedPosition
{
    public NetQuantity Quantity;
    public NetQuantity Residual;
    public long VenueSequence;
    public Timestamp ResidualSeenAt;
    public int ReportId;
    public int Reserved;
}

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

    /// <summary>How many orders this run had sent when the difference was first seen.</summary>
    public uint OrdersThen;
}

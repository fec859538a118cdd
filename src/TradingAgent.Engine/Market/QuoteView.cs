using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Market;

/// <summary>The best bid and ask we hold of one instrument, and since when.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct QuoteView
{
    public Price Bid;
    public Quantity BidSize;
    public Price Ask;
    public Quantity AskSize;
    public Timestamp At;

    public readonly bool HasBid => Bid.Raw > 0 && BidSize.Raw > 0;

    public readonly bool HasAsk => Ask.Raw > 0 && AskSize.Raw > 0;

    /// <summary>Both sides, not crossed, not locked.</summary>
    public readonly bool IsTwoSided => HasBid && HasAsk && Bid < Ask;

    /// <summary>Middle of the touch; only when two-sided.</summary>
    public readonly double Mid => (Bid.ToDouble() + Ask.ToDouble()) * 0.5;

    /// <summary>The touch on a side.</summary>
    public readonly Price Touch(Side side) => side == Side.Buy ? Bid : Ask;

    /// <summary>Size shown at the touch on a side.</summary>
    public readonly Quantity TouchSize(Side side) => side == Side.Buy ? BidSize : AskSize;
}

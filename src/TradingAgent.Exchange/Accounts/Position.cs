using TradingAgent.Exchange.Listings;

namespace TradingAgent.Exchange.Accounts;

/// <summary>
/// A position as quantity and cost in the settle coin, both exact; the average price is derived. Cost is signed like
/// the quantity for linear contracts and options, and opposite for inverse futures (a long USD contract is short
/// coin), so that cash minus cost, summed over both sides of every trade, stays zero to the last digit.
/// </summary>
internal sealed class Position(InstrumentSlot slot, decimal leverage)
{
    public readonly InstrumentSlot Slot = slot;
    public decimal Leverage = leverage;
    public long Quantity;
    public decimal Cost;
    public decimal CurrentRealised;
    public decimal CumulativeRealised;
    public Timestamp CreatedAt;
    public Timestamp UpdatedAt;
    public long Sequence;

    /// <summary>The stops of the whole position that wait; null where there is none.</summary>
    public AccountOrder? TakeProfit;
    public AccountOrder? StopLoss;
    public AccountOrder? Trailing;

    /// <summary>Sum of what rests to buy here.</summary>
    public long OpenBuys;

    /// <summary>Sum of what rests to sell here.</summary>
    public long OpenSells;

    /// <summary>Books a signed fill of a positive value and returns the realised result of what it closed.</summary>
    public decimal Apply(long signedQuantity, decimal value, out long closed)
    {
        int direction = Math.Sign(signedQuantity) * (Slot.IsInverseFuture ? -1 : 1);
        long size = Math.Abs(signedQuantity);
        closed = Math.Sign(signedQuantity) == -Math.Sign(Quantity) ? Math.Min(size, Math.Abs(Quantity)) : 0;
        decimal realised = 0;
        decimal opening = value;
        if (closed > 0)
        {
            decimal closing = closed == size ? value : Share(value, closed, size);
            decimal portion = closed == Math.Abs(Quantity) ? Cost : Share(Cost, closed, Math.Abs(Quantity));
            realised = -((direction * closing) + portion);
            Cost -= portion;
            opening = value - closing;
        }
        Cost += direction * opening;
        if (Quantity == 0 || (closed > 0 && closed < size)) CurrentRealised = 0;
        Quantity += signedQuantity;
        return realised;
    }

    /// <summary>Entry price derived from cost; 0 when flat.</summary>
    public decimal AveragePrice()
    {
        if (Quantity == 0) return 0;
        decimal size = FixedPoint.ToDecimal(Math.Abs(Quantity));
        decimal cost = Math.Abs(Cost);
        if (!Slot.IsInverseFuture) return decimal.Round(cost / size, 12);
        return cost == 0 ? 0 : decimal.Round(size / cost, 8);
    }

    /// <summary>In the settle coin at the mark; for options value minus premium.</summary>
    public double UnrealisedPnl()
    {
        double value = Slot.ValueAtMark(FixedPoint.ToDouble(Quantity));
        return (Slot.IsInverseFuture ? -value : value) - (double)Cost;
    }

    private static decimal Share(decimal whole, long part, long of) =>
        decimal.Round(whole * part / of, 8, MidpointRounding.ToEven);
}

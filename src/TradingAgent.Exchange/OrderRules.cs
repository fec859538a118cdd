using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;

namespace TradingAgent.Exchange;

/// <summary>The checks an order passes before it is accepted, in the venue's order. They change nothing.</summary>
internal static class OrderRules
{
    private const int ClientIdLengthMax = 36;
    private const double OptionBand = 0.10;

    /// <summary>True for null, empty, or 1 to 36 of the allowed characters.</summary>
    public static bool IsClientId(string? text, AccountSettings settings)
    {
        if (string.IsNullOrEmpty(text)) return true;
        if (text.Length > ClientIdLengthMax) return false;
        foreach (char c in text)
        {
            bool isAllowed = char.IsAsciiLetterOrDigit(c) || c is '-' or '_'
                || (settings.FreesClientIds && (c is '.' or ':' or '/'));
            if (!isAllowed) return false;
        }
        return true;
    }

    /// <summary>True when an order of the account has the id, and the account may not give it again yet.</summary>
    public static bool IsTaken(SimulatedAccount account, string? clientId) =>
        account.FindOrder(new OrderKey(OrderId.None, clientId)) is { } namesake
        && (namesake.IsOpen || !account.Settings.FreesClientIds);

    /// <summary>Highest price to buy at or lowest to sell at, on the tick; zero when there is no mark yet.</summary>
    public static long Band(InstrumentSlot slot, Side side)
    {
        double mark = slot.Mark;
        double index = slot.Underlying.Index;
        if (mark <= 0 || index <= 0) return 0;
        double edge;
        if (slot.Terms.IsOption)
        {
            double width = OptionBand * (slot.Terms.IsInverse ? 1 : index);
            edge = side == Side.Buy ? mark + width : Math.Max(mark - width, 0);
        }
        else
        {
            double inner = (double)slot.Listed.Listing.PriceLimitX;
            double outer = (double)slot.Listed.Listing.PriceLimitY;
            edge = side == Side.Buy
                ? Math.Min(mark * (1 + outer), Math.Max(index, mark * (1 + inner)))
                : Math.Max(mark * (1 - outer), Math.Min(index, mark * (1 - inner)));
        }
        long tick = slot.Terms.Tick.Raw;
        long ticks = (long)(edge * FixedPoint.Scale) / tick;
        if (side == Side.Sell) ticks++;
        return Math.Max(ticks, 1) * tick;
    }

    /// <summary>Checks a limit price and moves it to the band's edge where the account allows that.</summary>
    public static CommandResult Price(InstrumentSlot slot, SimulatedAccount account, Side side, ref long price)
    {
        if (!slot.Terms.IsOnTick(new Price(price)) || price > slot.Listed.Listing.PriceMax.Raw)
            return CommandResult.InvalidPrice;
        long band = Band(slot, side);
        if (band == 0 || (side == Side.Buy ? price <= band : price >= band)) return CommandResult.Accepted;
        if (account.RefusesOutsideBand || slot.Terms.IsOption) return CommandResult.PriceOutsideBand;
        price = band;
        return CommandResult.Accepted;
    }

    /// <summary>Checks a size that is on the lot already.</summary>
    public static CommandResult Quantity(
        InstrumentSlot slot, OrderKind kind, bool reduceOnly, long price, long quantity)
    {
        InstrumentTerms terms = slot.Terms;
        if (quantity <= 0) return CommandResult.InvalidQuantity;
        if (quantity < terms.QuantityMin.Raw) return CommandResult.QuantityBelowMin;
        long max = kind == OrderKind.Market ? slot.Listed.Listing.MarketQuantityMax.Raw : terms.QuantityMax.Raw;
        if (quantity > max) return CommandResult.QuantityAboveMax;
        bool tooSmall = !reduceOnly && !slot.IsInverseFuture
            && FixedPoint.ToDecimal(quantity) * FixedPoint.ToDecimal(price) < terms.NotionalMin.ToDecimal();
        return tooSmall ? CommandResult.NotionalBelowMin : CommandResult.Accepted;
    }

    /// <summary>True when the account may have one more open order here.</summary>
    public static bool HasRoom(ExchangeFloor floor, SimulatedAccount account, InstrumentSlot slot)
    {
        int count = 0;
        foreach (AccountOrder order in account.OpenOrders)
        {
            if (order.IsWaiting) continue;
            if (!slot.Terms.IsOption)
            {
                if (order.Instrument == slot.Id) count++;
                continue;
            }
            InstrumentTerms other = floor[order.Instrument].Terms;
            if (other.IsOption && other.BaseCoin == slot.Terms.BaseCoin) count++;
        }
        return count < (slot.Terms.IsOption
            ? floor.Settings.OpenOptionOrdersPerCoinMax
            : floor.Settings.OpenOrdersPerInstrumentMax);
    }
}

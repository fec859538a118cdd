using System.Globalization;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Bybit.Orders;

/// <summary>
/// The price of an order in the ways the venue lets it be said: a price, a volatility (which wins), a level of the
/// book, or for market orders how far from the touch it may slip.
/// </summary>
internal sealed class PriceParser(ExchangeView view)
{
    /// <param name="fields">The order.</param>
    /// <param name="instrument">What it is for.</param>
    /// <param name="side">None when an order that exists is amended.</param>
    /// <param name="isMarket">Market orders need no price.</param>
    /// <param name="price">The limit; for a market order the worst price wanted, or 0.</param>
    /// <param name="volatility">What the price was made from, or 0.</param>
    public Answer Of(
        RequestFields fields, ListedInstrument instrument, Side side, bool isMarket, out long price,
        out double volatility)
    {
        price = 0;
        volatility = 0;
        bool hasVolatility = instrument.Terms.IsOption && fields.Text("orderIv") is not (null or "0");
        if (isMarket) return Slippage(fields, instrument, side, out price);
        if (hasVolatility) return ByVolatility(fields, instrument, out price, out volatility);
        if (fields.Has("bboSideType") && side != Side.None) return ByLevel(fields, instrument, side, out price);
        return fields.TryDecimal("price", out price) && price > 0 ? Answer.Ok : Answer.BadPrice;
    }

    private Answer ByVolatility(
        RequestFields fields, ListedInstrument instrument, out long price, out double volatility)
    {
        price = 0;
        bool isRead = double.TryParse(
            fields.Text("orderIv"), NumberStyles.Float, CultureInfo.InvariantCulture, out volatility);
        if (!isRead) return Answer.BadParameter("orderIv");
        price = view.Exchange.PriceAtVolatility(instrument.Id, volatility).Raw;
        return price > 0 ? Answer.Ok : Answer.BadParameter("orderIv");
    }

    private Answer ByLevel(RequestFields fields, ListedInstrument instrument, Side side, out long price)
    {
        price = 0;
        bool isQueue = fields.Text("bboSideType") == "Queue";
        if (!isQueue && fields.Text("bboSideType") != "Counterparty") return Answer.BadParameter("bboSideType");
        if (fields.Whole("bboLevel", 1) is not (>= 1 and <= 5 and var level)) return Answer.BadParameter("bboLevel");
        Side of = isQueue == (side == Side.Buy) ? Side.Buy : Side.Sell;
        ReadOnlySpan<BookLevel> levels = view.Levels(instrument.Id, of, 5);
        if (levels.Length < level) return Answer.BadParameter("bboLevel");
        price = levels[(int)level - 1].Price.Raw;
        return Answer.Ok;
    }

    private Answer Slippage(RequestFields fields, ListedInstrument instrument, Side side, out long price)
    {
        price = 0;
        string? type = fields.Text("slippageToleranceType");
        if (type is null or "UNKNOWN") return Answer.Ok;
        bool isRead = fields.TryDecimal("slippageTolerance", out long amount);
        long tick = instrument.Terms.Tick.Raw;
        ReadOnlySpan<BookLevel> touch =
            view.Levels(instrument.Id, side == Side.Buy ? Side.Sell : Side.Buy, 1);
        long best = touch.IsEmpty ? 0 : touch[0].Price.Raw;
        long distance;
        if (type == "TickSize")
        {
            bool isWhole = amount % FixedPoint.Scale == 0;
            if (!isRead || !isWhole || amount < FixedPoint.Scale || amount > 10_000 * FixedPoint.Scale)
                return Answer.SlippageTicks;
            distance = amount / FixedPoint.Scale * tick;
        }
        else if (type == "Percent")
        {
            const long Hundredth = FixedPoint.Scale / 100;
            if (!isRead || amount % Hundredth != 0 || amount < Hundredth || amount > 10 * FixedPoint.Scale)
                return Answer.SlippagePercent;
            distance = (long)(best * (amount / (100.0 * FixedPoint.Scale))) / tick * tick;
        }
        else
        {
            return Answer.BadParameter("slippageToleranceType");
        }
        if (best > 0) price = Math.Max(side == Side.Buy ? best + distance : best - distance, tick);
        return Answer.Ok;
    }
}

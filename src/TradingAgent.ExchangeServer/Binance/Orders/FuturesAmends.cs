using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Bybit;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Binance.Orders;

/// <summary>
/// Changes price and size of a resting order. It keeps its ids, loses its place and its self-trade prevention, and is
/// cancelled where the change cannot be: not above what has filled, or post-only across the touch.
/// </summary>
internal sealed class FuturesAmends(ExchangeView view, SymbolBook symbols, OrderDoor door, FuturesParser parser)
{
    public Answer Amend(BinanceCall call, RequestFields fields)
    {
        Answer found = symbols.Find(fields, Product.Futures, out ListedInstrument instrument);
        if (!found.IsOk) return found;
        Side side = Words.SideOf(fields.Text("side"));
        if (side == Side.None) return fields.Has("side") ? Answer.BadSide : Answer.Missing("side");
        if (!OrderFields.TryKey(fields, instrument, "origClientOrderId", out OrderKey key))
            return Answer.OneOf("origClientOrderId", "orderId");
        Answer sized = OrderFields.Quantity(fields, instrument, isMarket: false, out long quantity);
        if (!sized.IsOk) return sized;
        Answer priced = parser.PriceOf(fields, instrument, side, out long price);
        if (!priced.IsOk) return priced;
        bool isKnown = door.TryFind(call.Account, instrument, key, out OrderSnapshot order) && order.IsOpen;
        if (!isKnown || order.Side != side) return Answer.NoSuchOrder;
        if (order.Kind != OrderKind.Limit) return Answer.OnlyLimitAmends;
        return Change(call, fields, instrument, order, price, quantity);
    }

    private Answer Change(
        BinanceCall call, RequestFields fields, ListedInstrument instrument, OrderSnapshot order, long price,
        long quantity)
    {
        OrderNote note = door.Notes.Of(order.Id) with
        {
            ModifyId = fields.Text("modifyId"),
            PriceMatch = fields.Text("priceMatch") ?? "NONE",
        };
        if (!order.Filled.IsZero && quantity <= order.Filled.Raw)
        {
            view.Exchange.Cancel(call.Account, instrument.Id, new OrderKey(order.Id));
        }
        else
        {
            AmendRequest request = new()
            {
                Order = new OrderKey(order.Id),
                Instrument = instrument.Id,
                Price = new Price(price),
                Quantity = new Quantity(quantity),
                StartsAnew = true,
            };
            CommandOutcome outcome = view.Exchange.Amend(call.Account, request);
            if (!outcome.IsAccepted) return Refusals.Of(outcome.Result, view, instrument, order.Side);
        }
        door.Notes.Set(order.Id, note);
        view.Exchange.TryFindOrder(call.Account, new OrderKey(order.Id), out OrderSnapshot after);
        FuturesOrderRow.WriteAmended(call.Json, symbols.NameOf(instrument.Id), instrument, after, note);
        return Answer.Ok;
    }
}

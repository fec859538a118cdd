using System.Text.Json;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Binance.Orders;
using TradingAgent.ExchangeServer.Bybit;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.User;

/// <summary>The events of an options wallet. Fees that were paid are negative here, opposite to futures.</summary>
internal sealed class OptionEvents(ExchangeView view, SymbolBook symbols, OrderNotes notes)
{
    private static readonly Duration StandingEvery = Duration.FromSeconds(10);

    public void Publish(UserRoom room, Timestamp now)
    {
        foreach (OrderStep step in room.Steps)
            room.Send("ORDER_TRADE_UPDATE", json => WriteOrder(json, room, step, now));
        bool isTransfer = room.HasCash && room.Moved.Count == 0;
        if (room.Moved.Count > 0 || isTransfer)
            room.Send("BALANCE_POSITION_UPDATE", json => WriteBalance(json, room, isTransfer, now));
        bool isDue = now >= room.StandingDue && HasPosition(room);
        if (!isDue && room.Moved.Count == 0 && !isTransfer) return;
        OptionStanding standing = OptionStanding.Of(view, symbols, room.Account);
        room.Send("ACCOUNT_UPDATE", json => WriteStanding(json, standing, now));
        if (!isDue) return;
        room.StandingDue = now + StandingEvery;
        room.Send("GREEK_UPDATE", json => WriteGreeks(json, standing, now));
    }

    private bool HasPosition(UserRoom room) => view.Exchange.Positions(room.Account).Count > 0;

    private void WriteOrder(Utf8JsonWriter json, UserRoom room, in OrderStep step, Timestamp now)
    {
        OrderSnapshot order = step.Order;
        ListedInstrument instrument = view.Listed(order.Instrument);
        OrderNote note = notes.Of(order.Id);
        int price = JsonText.DecimalsOf(instrument.Terms.Tick.Raw);
        int lot = JsonText.DecimalsOf(instrument.Terms.Lot.Raw);
        bool isTrade = step.Kind == OrderStepKind.Trade;
        decimal filled = order.Filled.ToDecimal();
        FuturesEvents.Open(json, "ORDER_TRADE_UPDATE", now, order.UpdatedAt);
        json.WriteStartObject("o"u8);
        json.WriteString("s"u8, symbols.NameOf(order.Instrument));
        json.WriteString("c"u8, Words.ClientIdOf(order));
        json.WriteString("S"u8, Words.Of(order.Side));
        json.WriteString("o"u8, Words.Of(order.Kind));
        json.WriteString("f"u8, Words.LifetimeOf(order, note));
        json.Decimal("q"u8, order.Quantity.Raw, lot);
        json.Decimal("p"u8, order.Price.Raw, price);
        json.Padded("ap"u8, filled == 0 ? 0 : (double)(order.FilledValue / filled), Math.Max(price, 3));
        json.WriteString("x"u8, FuturesEvents.TypeOf(step, note));
        json.WriteString("X"u8, Words.StatusOf(order, note));
        json.WriteNumber("i"u8, OrderNumbers.Of(instrument, order.Id));
        json.Decimal("l"u8, isTrade ? step.Fill.Quantity.Raw : 0, lot);
        json.Decimal("z"u8, order.Filled.Raw, lot);
        json.Decimal("L"u8, isTrade ? step.Fill.Price.Raw : 0, price);
        if (isTrade)
        {
            json.WriteString("N"u8, step.Fill.FeeCurrency.Code);
            json.Decimal("n"u8, -step.Fill.Fee);
        }
        json.WriteNumber("T"u8, order.UpdatedAt.Milliseconds);
        json.WriteNumber("t"u8, isTrade ? step.Fill.Id : 0);
        WriteOpenSizes(json, room, order.Instrument, lot);
        json.WriteBoolean("m"u8, isTrade && step.Fill.IsMaker);
        json.WriteBoolean("R"u8, order.ReduceOnly);
        json.WriteString("ot"u8, Words.Of(order.Kind));
        json.Decimal("rp"u8, isTrade ? step.Fill.RealisedPnl : 0);
        json.WriteString("V"u8, Words.Of(order.SelfTrade));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Sizes of the open buys and sells of the symbol; futures show their worth instead.</summary>
    private void WriteOpenSizes(Utf8JsonWriter json, UserRoom room, InstrumentId instrument, int lot)
    {
        long bids = 0;
        long asks = 0;
        foreach (OrderSnapshot open in view.Exchange.OpenOrders(room.Account))
        {
            if (open.Instrument != instrument) continue;
            if (open.Side == Side.Buy) bids += open.Leaves.Raw;
            else asks += open.Leaves.Raw;
        }
        json.Decimal("b"u8, bids, lot);
        json.Decimal("a"u8, asks, lot);
    }

    private void WriteBalance(Utf8JsonWriter json, UserRoom room, bool isTransfer, Timestamp now)
    {
        decimal balance = view.Exchange.Balance(room.Account, CurrencyId.Usdt);
        decimal change = isTransfer ? balance - room.Balance : 0;
        FuturesEvents.Open(json, "BALANCE_POSITION_UPDATE", now, view.Exchange.Now);
        json.WriteString("m"u8, !isTransfer ? "ORDER" : change < 0 ? "WITHDRAW" : "DEPOSIT");
        json.WriteStartArray("B"u8);
        json.WriteStartObject();
        json.WriteString("a"u8, "USDT"u8);
        json.Decimal("b"u8, balance);
        json.Decimal("bc"u8, change);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("P"u8);
        foreach (InstrumentId id in room.Moved)
        {
            PositionSnapshot position = view.Position(room.Account, id);
            decimal size = position.Quantity.ToDecimal();
            json.WriteStartObject();
            json.WriteString("s"u8, symbols.NameOf(id));
            json.Decimal("c"u8, position.Quantity.Raw, 4);
            json.Padded("p"u8, (double)(size * position.AveragePrice), 8);
            json.Padded("a"u8, (double)position.AveragePrice, 8);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteStanding(Utf8JsonWriter json, OptionStanding standing, Timestamp now)
    {
        FuturesEvents.Open(json, "ACCOUNT_UPDATE", now, now);
        json.Padded("eq"u8, standing.Equity, 8);
        json.Padded("aeq"u8, standing.Equity, 8);
        json.Padded("b"u8, standing.Cash, 8);
        json.Padded("m"u8, standing.PositionValue, 8);
        json.Padded("u"u8, standing.Unrealised, 8);
        json.Padded("i"u8, standing.InitialMargin, 8);
        json.Padded("M"u8, standing.MaintenanceMargin, 8);
        json.WriteEndObject();
    }

    private static void WriteGreeks(Utf8JsonWriter json, OptionStanding standing, Timestamp now)
    {
        FuturesEvents.Open(json, "GREEK_UPDATE", now, now);
        json.WriteStartArray("G"u8);
        foreach ((string underlying, VenueGreeks greeks) in standing.Greeks)
        {
            json.WriteStartObject();
            json.WriteString("u"u8, underlying);
            json.Padded("d"u8, greeks.Delta, 8);
            json.Padded("g"u8, greeks.Gamma, 8);
            json.Padded("t"u8, greeks.ThetaPerDay, 8);
            json.Padded("v"u8, greeks.VegaPerPoint, 8);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}

using System.Text.Json;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Binance.Accounts;
using TradingAgent.ExchangeServer.Binance.Orders;
using TradingAgent.ExchangeServer.Bybit;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.User;

/// <summary>The events of a futures wallet.</summary>
internal sealed class FuturesEvents(ExchangeView view, SymbolBook symbols, OrderNotes notes)
{
    public void Publish(UserRoom room, Timestamp now)
    {
        foreach ((InstrumentId instrument, decimal leverage) in room.Settings)
            room.Send("ACCOUNT_CONFIG_UPDATE", json => WriteLeverage(json, instrument, leverage, now));
        foreach (OrderStep step in room.Steps)
        {
            if (step.Kind == OrderStepKind.Trade && !step.Order.Id.IsNone)
                room.Send("TRADE_LITE", json => WriteLite(json, step, now));
            room.Send("ORDER_TRADE_UPDATE", json => WriteOrder(json, room, step, now));
        }
        if (room.Moved.Count > 0)
            room.Send("ACCOUNT_UPDATE", json => WriteAccount(json, room, room.Moved, "ORDER", now));
        foreach (InstrumentId funded in room.Funded)
            room.Send("ACCOUNT_UPDATE", json => WriteFunding(json, room, funded, now));
        bool isTransfer = room.HasCash && room.Moved.Count == 0 && room.Funded.Count == 0;
        if (!isTransfer) return;
        decimal change = view.Exchange.Balance(room.Account, CurrencyId.Usdt) - room.Balance;
        string reason = change < 0 ? "WITHDRAW" : "DEPOSIT";
        room.Send("ACCOUNT_UPDATE", json => WriteAccount(json, room, [], reason, now, change));
    }

    public static void WriteExpired(Utf8JsonWriter json, ListenKey key)
    {
        json.WriteStartObject();
        json.WriteString("e"u8, "listenKeyExpired"u8);
        // The two interfaces differ in the type of this one field.
        if (key.Product == Product.Options) json.WholeText("E"u8, key.ExpiresAt.Milliseconds);
        else json.WriteNumber("E"u8, key.ExpiresAt.Milliseconds);
        json.WriteString("listenKey"u8, key.Text);
        json.WriteEndObject();
    }

    /// <summary>The head that all events share; the object is left open.</summary>
    public static void Open(Utf8JsonWriter json, string name, Timestamp now, Timestamp happened)
    {
        json.WriteStartObject();
        json.WriteString("e"u8, name);
        json.WriteNumber("E"u8, now.Milliseconds);
        json.WriteNumber("T"u8, happened.Milliseconds);
    }

    /// <summary>The execution type: a forced fill is calculated, what ended by itself has expired.</summary>
    public static string TypeOf(in OrderStep step, OrderNote note) => step.Kind switch
    {
        OrderStepKind.New => "NEW",
        OrderStepKind.Amended => "AMENDMENT",
        OrderStepKind.Trade => step.Fill.Type == ExecutionType.Trade ? "TRADE" : "CALCULATED",
        _ => Words.EndOf(step.Order.CancelReason, note) == "CANCELED" ? "CANCELED" : "EXPIRED",
    };

    private void WriteOrder(Utf8JsonWriter json, UserRoom room, in OrderStep step, Timestamp now)
    {
        OrderSnapshot order = step.Order;
        InstrumentTerms terms = view.Listed(order.Instrument).Terms;
        OrderNote note = notes.Of(order.Id);
        int price = JsonText.DecimalsOf(terms.Tick.Raw);
        int lot = JsonText.DecimalsOf(terms.Lot.Raw);
        bool isTrade = step.Kind == OrderStepKind.Trade;
        decimal filled = order.Filled.ToDecimal();
        Open(json, "ORDER_TRADE_UPDATE", now, order.UpdatedAt);
        json.WriteStartObject("o"u8);
        json.WriteString("s"u8, symbols.NameOf(order.Instrument));
        json.WriteString("c"u8, Words.ClientIdOf(order));
        json.WriteString("S"u8, Words.Of(order.Side));
        json.WriteString("o"u8, Words.Of(order.Kind));
        json.WriteString("f"u8, Words.LifetimeOf(order, note));
        json.Decimal("q"u8, order.Quantity.Raw, lot);
        json.Decimal("p"u8, order.Kind == OrderKind.Market ? 0 : order.Price.Raw, price);
        json.Padded("ap"u8, filled == 0 ? 0 : (double)(order.FilledValue / filled), Math.Max(price, 5));
        json.WriteString("sp"u8, "0"u8);
        json.WriteString("x"u8, TypeOf(step, note));
        json.WriteString("X"u8, Words.StatusOf(order, note));
        json.WriteNumber("i"u8, OrderNumbers.Of(view.Listed(order.Instrument), order.Id));
        json.Decimal("l"u8, isTrade ? step.Fill.Quantity.Raw : 0, lot);
        json.Decimal("z"u8, order.Filled.Raw, lot);
        json.Decimal("L"u8, isTrade ? step.Fill.Price.Raw : 0, price);
        if (isTrade)
        {
            json.Decimal("n"u8, step.Fill.Fee);
            json.WriteString("N"u8, step.Fill.FeeCurrency.Code);
        }
        json.WriteNumber("T"u8, order.UpdatedAt.Milliseconds);
        json.WriteNumber("t"u8, isTrade ? step.Fill.Id : 0);
        WriteOpenWorth(json, room, order.Instrument);
        json.WriteBoolean("m"u8, isTrade && step.Fill.IsMaker);
        json.WriteBoolean("R"u8, order.ReduceOnly);
        WriteTail(json, order, step, note);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Worth of the open buys and sells of the symbol.</summary>
    private void WriteOpenWorth(Utf8JsonWriter json, UserRoom room, InstrumentId instrument)
    {
        decimal bids = 0;
        decimal asks = 0;
        foreach (OrderSnapshot open in view.Exchange.OpenOrders(room.Account))
        {
            if (open.Instrument != instrument) continue;
            decimal worth = open.Leaves.ToDecimal() * open.Price.ToDecimal();
            if (open.Side == Side.Buy) bids += worth;
            else asks += worth;
        }
        json.Decimal("b"u8, bids);
        json.Decimal("a"u8, asks);
    }

    private static void WriteTail(Utf8JsonWriter json, in OrderSnapshot order, in OrderStep step, OrderNote note)
    {
        json.WriteString("wt"u8, "CONTRACT_PRICE"u8);
        json.WriteString("ot"u8, Words.Of(order.Kind));
        json.WriteString("ps"u8, "BOTH"u8);
        json.WriteBoolean("cp"u8, false);
        json.WriteBoolean("pP"u8, false);
        json.WriteNumber("si"u8, 0);
        json.WriteNumber("ss"u8, 0);
        json.Decimal("rp"u8, step.Kind == OrderStepKind.Trade ? step.Fill.RealisedPnl : 0);
        json.WriteString("V"u8, Words.Of(order.SelfTrade));
        json.WriteString("pm"u8, note.PriceMatch);
        json.WriteNumber("gtd"u8, note.GoodTillDate);
        json.WriteString("er"u8, Words.ExpiryReason(order).ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (step.Kind == OrderStepKind.Amended && note.ModifyId is { } id) json.WriteString("M"u8, id);
    }

    private void WriteLite(Utf8JsonWriter json, in OrderStep step, Timestamp now)
    {
        OrderSnapshot order = step.Order;
        InstrumentTerms terms = view.Listed(order.Instrument).Terms;
        int price = JsonText.DecimalsOf(terms.Tick.Raw);
        int lot = JsonText.DecimalsOf(terms.Lot.Raw);
        Open(json, "TRADE_LITE", now, step.Fill.Time);
        json.WriteString("s"u8, symbols.NameOf(order.Instrument));
        json.Decimal("q"u8, order.Quantity.Raw, lot);
        json.Decimal("p"u8, order.Kind == OrderKind.Market ? 0 : order.Price.Raw, price);
        json.WriteBoolean("m"u8, step.Fill.IsMaker);
        json.WriteString("c"u8, Words.ClientIdOf(order));
        json.WriteString("S"u8, Words.Of(order.Side));
        json.Decimal("L"u8, step.Fill.Price.Raw, price);
        json.Decimal("l"u8, step.Fill.Quantity.Raw, lot);
        json.WriteNumber("t"u8, step.Fill.Id);
        json.WriteNumber("i"u8, OrderNumbers.Of(view.Listed(order.Instrument), order.Id));
        json.WriteEndObject();
    }

    /// <summary>Crossed positions pay funding out of the balance: no position is shown, only which it was.</summary>
    private void WriteFunding(Utf8JsonWriter json, UserRoom room, InstrumentId funded, Timestamp now) =>
        WriteAccount(json, room, [], "FUNDING_FEE", now, change: 0, symbols.NameOf(funded));

    private void WriteAccount(
        Utf8JsonWriter json, UserRoom room, IReadOnlyList<InstrumentId> moved, string reason, Timestamp now,
        decimal change = 0, string? symbol = null)
    {
        decimal balance = view.Exchange.Balance(room.Account, CurrencyId.Usdt);
        Open(json, "ACCOUNT_UPDATE", now, view.Exchange.Now);
        json.WriteStartObject("a"u8);
        json.WriteString("m"u8, reason);
        json.WriteStartArray("B"u8);
        json.WriteStartObject();
        json.WriteString("a"u8, "USDT"u8);
        json.Decimal("wb"u8, balance);
        json.Decimal("cw"u8, balance);
        json.Decimal("bc"u8, change);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("P"u8);
        foreach (InstrumentId instrument in moved) WritePosition(json, view.Position(room.Account, instrument));
        json.WriteEndArray();
        if (symbol is not null) json.WriteString("S"u8, symbol);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WritePosition(Utf8JsonWriter json, in PositionSnapshot position)
    {
        InstrumentTerms terms = view.Listed(position.Instrument).Terms;
        json.WriteStartObject();
        json.WriteString("s"u8, symbols.NameOf(position.Instrument));
        json.Decimal("pa"u8, position.Quantity.Raw, JsonText.DecimalsOf(terms.Lot.Raw));
        json.Decimal("ep"u8, decimal.Round(position.AveragePrice, 8));
        json.Padded("bep"u8, FuturesPosition.BreakEvenOf(position), 8);
        json.Decimal("cr"u8, decimal.Round(position.CumulativeRealisedPnl, 8));
        json.Padded("up"u8, position.UnrealisedPnl, 8);
        json.WriteString("mt"u8, "cross"u8);
        json.WriteString("iw"u8, "0"u8);
        json.WriteString("ps"u8, "BOTH"u8);
        json.WriteEndObject();
    }

    private void WriteLeverage(Utf8JsonWriter json, InstrumentId instrument, decimal leverage, Timestamp now)
    {
        Open(json, "ACCOUNT_CONFIG_UPDATE", now, now);
        json.WriteStartObject("ac"u8);
        json.WriteString("s"u8, symbols.NameOf(instrument));
        json.WriteNumber("l"u8, (int)leverage);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

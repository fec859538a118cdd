using System.Text.Json;
using TradingAgent.Venues.Binance.Account;

namespace TradingAgent.Venues.Binance.Futures;

/// <summary>
/// Events of a futures account. Fills come with the order's event; the quicker duplicate is passed over.
/// </summary>
/// <param name="rows">Decoder of orders.</param>
/// <param name="desk">Where rows go.</param>
/// <param name="openProfit">What is added to a balance for its equity.</param>
/// <param name="incomeMoved">Called when cash moved that no trade of ours explains.</param>
internal sealed class FuturesAccountFrames(
    BinanceRows rows, AccountDesk desk, OpenProfit openProfit, Action incomeMoved) : IAccountFrames
{
    public void Read(AccountEvent kind, ref Utf8JsonReader body, Timestamp now)
    {
        bool isOrder = kind == AccountEvent.Order;
        if (!isOrder && kind != AccountEvent.Account) return;
        Timestamp at = default;
        // The moment stands before or behind what it dates.
        Utf8JsonReader content = default;
        bool hasContent = false;
        VenueFrames.Expect(ref body, JsonTokenType.StartObject);
        while (body.Read() && body.TokenType == JsonTokenType.PropertyName)
        {
            bool isMoment = body.ValueTextEquals("T"u8);
            bool isContent = body.ValueTextEquals(isOrder ? "o"u8 : "a"u8);
            VenueFrames.ToValue(ref body);
            if (isMoment) Utf8Fields.TryMilliseconds(ref body, out at);
            if (isContent) content = body;
            hasContent |= isContent;
            body.Skip();
        }
        if (!hasContent) return;
        if (isOrder) ReadOrder(ref content, now);
        else ReadAccount(ref content, at, now);
    }

    private void ReadOrder(ref Utf8JsonReader content, Timestamp now)
    {
        OrderFields fields = default;
        FlatObject.Read(ref content, ref fields);
        OrderRow order = rows.Order(in fields);
        desk.OnOrder(in order, now);
        ExecutionRow execution = rows.Execution(in fields, in order);
        if (!execution.Execution.IsNone) desk.OnExecution(in execution, now);
    }

    private void ReadAccount(ref Utf8JsonReader content, Timestamp at, Timestamp now)
    {
        VenueFrames.Expect(ref content, JsonTokenType.StartObject);
        while (content.Read() && content.TokenType == JsonTokenType.PropertyName)
        {
            bool isBalances = content.ValueTextEquals("B"u8);
            bool isPositions = content.ValueTextEquals("P"u8);
            bool isReason = content.ValueTextEquals("m"u8);
            VenueFrames.ToValue(ref content);
            if (isReason && !Utf8Fields.Text(ref content).SequenceEqual("ORDER"u8)) incomeMoved();
            if (content.TokenType != JsonTokenType.StartArray || !(isBalances || isPositions))
            {
                content.Skip();
                continue;
            }
            while (content.Read() && content.TokenType == JsonTokenType.StartObject)
            {
                if (isBalances) ReadBalance(ref content, at, now);
                else ReadPosition(ref content, at, now);
            }
        }
    }

    private void ReadBalance(ref Utf8JsonReader content, Timestamp at, Timestamp now)
    {
        BalanceFields fields = default;
        FlatObject.Read(ref content, ref fields);
        if (fields.HasWallet) desk.OnWallet(fields.Coin(openProfit), now, at);
    }

    private void ReadPosition(ref Utf8JsonReader content, Timestamp at, Timestamp now)
    {
        PositionFields fields = default;
        FlatObject.Read(ref content, ref fields);
        PositionRow row = fields.Row(rows.Context, at);
        if (!row.Instrument.IsNone) desk.OnPosition(in row, 0, now);
    }
}

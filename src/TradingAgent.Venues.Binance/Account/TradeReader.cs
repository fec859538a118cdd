using System.Globalization;
using System.Text;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance.Account;

/// <summary>
/// Reads our trades over REST and books what is new. A trade names its order by number alone: an order that this run
/// has not seen is asked for once, so that its fills find it.
/// </summary>
/// <param name="rest">The product's API.</param>
/// <param name="prefix">Its paths' beginning.</param>
/// <param name="rows">Decoder of its own.</param>
/// <param name="desk">Where fills go.</param>
/// <param name="clock">Our time.</param>
internal sealed class TradeReader(
    BinanceRest rest, string prefix, BinanceRows rows, AccountDesk desk, VenueClock clock)
{
    private const int PageRows = 1000;
    private const int PagesMax = 1000;
    private const long WindowMs = 7L * 24 * 3600 * 1000;

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Trades of a symbol since a moment, oldest first.</summary>
    /// <exception cref="VenueUnreachableException">A page did not come, or there was always another one.</exception>
    public async Task ReadSinceAsync(string symbol, Timestamp since, Timestamp until, CancellationToken ct)
    {
        for (long from = since.Milliseconds; from <= until.Milliseconds; from += WindowMs)
        {
            string window = string.Create(
                CultureInfo.InvariantCulture, $"&startTime={from}&endTime={from + WindowMs - 1}");
            await ReadPagesAsync(symbol, window, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Remembers an order's number, so that its trades find it.</summary>
    public async Task LearnAsync(ReadOnlyMemory<byte> row, CancellationToken ct)
    {
        await _turn.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            Learn(row);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task ReadPagesAsync(string symbol, string which, CancellationToken ct)
    {
        await _turn.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            for (int page = 0; page < PagesMax; page++)
            {
                BinanceReply reply = await rest.ReadAsync(
                    prefix + "/userTrades", $"symbol={symbol}{which}&limit={PageRows}", RequestAccess.Signed, ct)
                    .ConfigureAwait(false);
                IReadOnlyList<ReadOnlyMemory<byte>> trades = [.. reply.Rows().OrderBy(IdOf)];
                foreach (ReadOnlyMemory<byte> trade in trades) await TakeAsync(trade, ct).ConfigureAwait(false);
                if (trades.Count < PageRows) return;
                // A full page goes on by number: moments may be shared by many trades.
                which = string.Create(CultureInfo.InvariantCulture, $"&fromId={IdOf(trades[^1]) + 1}");
            }
            throw new VenueUnreachableException(
                $"GET {prefix}/userTrades of {symbol}: the list goes on after {PagesMax} pages");
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task TakeAsync(ReadOnlyMemory<byte> trade, CancellationToken ct)
    {
        (string symbol, string number, bool isKnown) = OrderOf(trade);
        ExecutionRowType type = ExecutionRowType.Trade;
        if (!isKnown && number.Length > 0)
        {
            BinanceReply order = await rest.GetAsync(
                prefix + "/order", $"symbol={symbol}&orderId={number}", RequestAccess.Signed, ct).ConfigureAwait(false);
            if (order.IsOk) type = Learn(order.Body);
        }
        Book(trade, type);
    }

    private (string Symbol, string Number, bool IsKnown) OrderOf(ReadOnlyMemory<byte> trade)
    {
        TradeFields fields = default;
        FlatObject.Read(trade.Span, ref fields);
        bool isKnown = rows.Context.Orders.TryFind(rows.OrderKey(fields.Symbol, fields.OrderId), out _);
        return (Encoding.UTF8.GetString(fields.Symbol), Encoding.UTF8.GetString(fields.OrderId), isKnown);
    }

    private ExecutionRowType Learn(ReadOnlyMemory<byte> row)
    {
        OrderFields fields = default;
        FlatObject.Read(row.Span, ref fields);
        OrderRow order = rows.Order(in fields);
        rows.Context.Orders.Add(order.Order, order.VenueId);
        return BinanceRows.TypeOf(fields.ClientId);
    }

    private void Book(ReadOnlyMemory<byte> trade, ExecutionRowType type)
    {
        TradeFields fields = default;
        FlatObject.Read(trade.Span, ref fields);
        rows.Context.Orders.TryFind(rows.OrderKey(fields.Symbol, fields.OrderId), out ClientOrderId order);
        ExecutionRow row = rows.Execution(in fields, order, type);
        desk.OnExecution(in row, clock.Now);
    }

    private static long IdOf(ReadOnlyMemory<byte> trade)
    {
        TradeFields fields = default;
        FlatObject.Read(trade.Span, ref fields);
        return FieldText.Whole(fields.Id);
    }
}

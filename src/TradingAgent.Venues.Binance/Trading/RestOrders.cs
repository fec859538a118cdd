using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Binance.Account;
using TradingAgent.Venues.Binance.Rest;

namespace TradingAgent.Venues.Binance.Trading;

/// <summary>
/// Orders over REST: options' only road, and futures' when the order-entry stream is not up. Each request is sent once:
/// no answer means nobody knows; only no connection at all, or a ban that holds it back, means that it did not leave.
/// </summary>
internal sealed class RestOrders
{
    private readonly BinanceRest _rest;
    private readonly ProductDialect _dialect;
    private readonly VenueClock _clock;
    private readonly AccountDesk _desk;
    private readonly CommandEvents _outcomes;
    private readonly OrderCounts _counts;

    public RestOrders(
        BinanceOptions options,
        BinanceRest rest,
        ProductDialect dialect,
        VenueClock clock,
        AccountDesk desk,
        CommandEvents outcomes,
        OrderCounts counts,
        ILogger logger)
    {
        _rest = rest;
        _dialect = dialect;
        _clock = clock;
        _desk = desk;
        _outcomes = outcomes;
        _counts = counts;
        Lanes = new CommandLanes(clock, desk, outcomes, options.ReplyTimeout, () =>
        {
            var encoder = new OrderEncoder(options, dialect);
            var rows = new BinanceRows(desk.Context, dialect.FeeSign);
            return (command, instrument, ct) => SendAsync(command, encoder.Query(in command, instrument), rows, ct);
        }, logger);
    }

    /// <summary>Where commands are queued.</summary>
    public CommandLanes Lanes { get; }

    private async Task SendAsync(EngineCommand command, string query, BinanceRows rows, CancellationToken ct)
    {
        HttpMethod method = command.Kind switch
        {
            CommandKind.PlaceOrder => HttpMethod.Post,
            CommandKind.AmendOrder => HttpMethod.Put,
            _ => HttpMethod.Delete,
        };
        (BinanceReply? reply, RestFailure failure) = await _rest.SendOnceAsync(
            method, _dialect.Prefix + "/order", query, RequestAccess.Signed, ct).ConfigureAwait(false);
        if (failure == RestFailure.NotSent) Lanes.NotSent(command, NotSentReason.Disconnected);
        else if (failure == RestFailure.Held) Lanes.NotSent(command, NotSentReason.RateLimited);
        else if (failure == RestFailure.Unknown) Lanes.Unknown(command);
        else Answer(command, reply!, rows, ct);
    }

    private void Answer(EngineCommand command, BinanceReply reply, BinanceRows rows, CancellationToken ct)
    {
        VenueVerdict verdict = reply.Verdict;
        if (verdict.IsDone)
        {
            Learn(command.Order, reply, rows);
            if (command.Kind == CommandKind.PlaceOrder) _ = Lanes.AwaitShownAsync(command, ct);
            return;
        }
        if (verdict.Reason == RejectReason.RateLimited) _counts.OnRefused(reply.RetryAfterSeconds);
        if (verdict.IsAmbiguous) Lanes.Remember(command);
        _outcomes.Answered(
            command.Order, command.Kind, command.Instrument, verdict, verdict.Reason, reply.Code, _clock.Now);
    }

    private void Learn(ClientOrderId order, BinanceReply reply, BinanceRows rows)
    {
        try
        {
            OrderFields fields = default;
            FlatObject.Read(reply.Body, ref fields);
            _desk.Context.Orders.Add(order, rows.OrderKey(fields.Symbol, fields.OrderId));
        }
        catch (Exception e) when (VenueFrames.IsBadFrame(e))
        {
            // It was done; the account's stream tells the number too.
        }
    }
}

using System.Text;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Bybit.Rest;

namespace TradingAgent.Venues.Bybit.Trading;

/// <summary>
/// Orders over REST, for when the order-entry stream is not up or an environment has none. Each request is sent once:
/// no answer means nobody knows, and only no connection at all means that it did not leave.
/// </summary>
internal sealed class RestOrders
{
    private readonly BybitRest _rest;
    private readonly VenueClock _clock;
    private readonly AccountDesk _desk;
    private readonly CommandEvents _outcomes;
    private readonly VenueRateLimiter _limiter;
    private readonly ILogger _logger;

    public RestOrders(
        BybitOptions options,
        BybitRest rest,
        VenueClock clock,
        AccountDesk desk,
        CommandEvents outcomes,
        VenueRateLimiter limiter,
        ILogger logger)
    {
        _rest = rest;
        _clock = clock;
        _desk = desk;
        _outcomes = outcomes;
        _limiter = limiter;
        _logger = logger;
        Lanes = new CommandLanes(clock, desk, outcomes, options.ReplyTimeout, () =>
        {
            var encoder = new OrderEncoder(options);
            return (command, instrument, ct) => SendAsync(command, instrument, encoder, ct);
        }, logger);
    }

    /// <summary>Where commands are queued.</summary>
    public CommandLanes Lanes { get; }

    private async Task SendAsync(
        EngineCommand command, Instrument instrument, OrderEncoder encoder, CancellationToken ct)
    {
        _desk.AmendKeeps(in command, out bool keepPrice, out bool keepQuantity);
        encoder.Body(in command, instrument, keepPrice, keepQuantity);
        string path = command.Kind switch
        {
            CommandKind.PlaceOrder => "/v5/order/create",
            CommandKind.AmendOrder => "/v5/order/amend",
            _ => "/v5/order/cancel",
        };
        (RestReply? reply, RestFailure failure) =
            await _rest.PostAsync(path, encoder.Written, ct).ConfigureAwait(false);
        if (failure == RestFailure.NotSent) Lanes.NotSent(command, NotSentReason.Disconnected);
        else if (failure == RestFailure.None) Answer(command, instrument, reply!, ct);
        else
        {
            BybitTradeProtocol.LogNoAnswer(_logger, command.Kind, command.Order);
            Lanes.Unknown(command);
        }
    }

    private void Answer(EngineCommand command, Instrument instrument, RestReply reply, CancellationToken ct)
    {
        VenueVerdict verdict = reply.Verdict;
        if (verdict.IsDone && reply.Status == 200)
        {
            if (reply.Result().TryGetProperty("orderId", out System.Text.Json.JsonElement id))
                _desk.Context.Orders.Add(command.Order, Encoding.ASCII.GetBytes(id.GetString() ?? ""));
            if (command.Kind == CommandKind.PlaceOrder) _ = Lanes.AwaitShownAsync(command, ct);
            return;
        }
        RejectReason reason = BybitErrorMap.Refine(reply.Code, verdict.Reason, Encoding.UTF8.GetBytes(reply.Message));
        if (reason == RejectReason.RateLimited && !reply.LimitResetsAt.IsNone)
            _limiter.PauseUntil(
                BybitCategories.Of(instrument.Terms).Budget(), reply.LimitResetsAt - _clock.Offset);
        BybitTradeProtocol.LogRefused(
            _logger, command.Kind, command.Order, reply.Code, _rest.Scrub(reply.Message), reason);
        if (verdict.IsAmbiguous) Lanes.Remember(command);
        _outcomes.Answered(command.Order, command.Kind, instrument.Id, verdict, reason, reply.Code, _clock.Now);
    }
}

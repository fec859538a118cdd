using System.Text;
using System.Threading.Channels;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Bybit.Trading;

/// <summary>
/// Orders over REST, for when the order-entry stream is not up or an environment has none. Each request is sent once:
/// no answer means nobody knows, and only no connection at all means that it did not leave. Commands about one order
/// keep their order; others do not wait for them.
/// </summary>
internal sealed class RestOrders(
    BybitOptions options,
    BybitRest rest,
    BybitClock clock,
    AccountDesk desk,
    CommandEvents outcomes,
    VenueRateLimiter limiter)
{
    private const int Lanes = 8;
    private const int WaitingMax = 32;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private readonly Channel<EngineCommand>[] _lanes = [.. Enumerable.Range(0, Lanes).Select(_ =>
        Channel.CreateBounded<EngineCommand>(new BoundedChannelOptions(WaitingMax) { SingleReader = true }))];

    private volatile bool _isClosed;

    /// <summary>Queues one order command; false when there is no room.</summary>
    public bool TrySend(in EngineCommand command) =>
        _lanes[command.Order.Counter % Lanes].Writer.TryWrite(command);

    /// <summary>Lets nothing more out; what is queued comes back as not sent.</summary>
    public void CloseGate() => _isClosed = true;

    /// <summary>Sends what is queued until cancelled.</summary>
    public Task RunAsync(CancellationToken ct) => Task.WhenAll(_lanes.Select(lane => RunAsync(lane.Reader, ct)));

    private async Task RunAsync(ChannelReader<EngineCommand> lane, CancellationToken ct)
    {
        var encoder = new OrderEncoder(options);
        await foreach (EngineCommand command in lane.ReadAllAsync(ct).ConfigureAwait(false))
        {
            if (desk.Context.Instruments.Find(command.Instrument) is not { } instrument) continue;
            if (_isClosed) NotSent(command, NotSentReason.GateClosed);
            else if (clock.Now > command.SendBefore) NotSent(command, NotSentReason.TooLate);
            else await SendAsync(command, instrument, encoder, ct).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(
        EngineCommand command, Instrument instrument, OrderEncoder encoder, CancellationToken ct)
    {
        desk.AmendKeeps(in command, out bool keepPrice, out bool keepQuantity);
        encoder.Body(in command, instrument, keepPrice, keepQuantity);
        string path = command.Kind switch
        {
            CommandKind.PlaceOrder => "/v5/order/create",
            CommandKind.AmendOrder => "/v5/order/amend",
            _ => "/v5/order/cancel",
        };
        (RestReply? reply, RestFailure failure) =
            await rest.PostAsync(path, encoder.Written, ct).ConfigureAwait(false);
        if (failure == RestFailure.NotSent) NotSent(command, NotSentReason.Disconnected);
        else if (failure == RestFailure.Unknown) Unknown(command);
        else Answer(command, instrument, reply!, ct);
    }

    private void Answer(EngineCommand command, Instrument instrument, RestReply reply, CancellationToken ct)
    {
        BybitVerdict verdict = reply.Verdict;
        if (verdict.IsDone && reply.Status == 200)
        {
            if (reply.Result().TryGetProperty("orderId", out System.Text.Json.JsonElement id))
                desk.Context.Orders.Add(command.Order, Encoding.ASCII.GetBytes(id.GetString() ?? ""));
            if (command.Kind == CommandKind.PlaceOrder) _ = AwaitShownAsync(command, ct);
            return;
        }
        RejectReason reason = BybitErrorMap.Refine(reply.Code, verdict.Reason, Encoding.UTF8.GetBytes(reply.Message));
        if (reason == RejectReason.RateLimited && !reply.LimitResetsAt.IsNone)
            limiter.PauseUntil(
                BybitCategories.Of(instrument.Terms).Budget(), reply.LimitResetsAt - clock.Offset);
        outcomes.Answered(command.Order, command.Kind, instrument.Id, verdict, reason, reply.Code, clock.Now);
    }

    /// <summary>A good answer is only «taken for processing»: one that never shows has an unknown outcome.</summary>
    private async Task AwaitShownAsync(EngineCommand command, CancellationToken ct)
    {
        long deadline = Environment.TickCount64 + (long)options.ReplyTimeout.TotalMilliseconds;
        using var timer = new PeriodicTimer(LookEvery);
        try
        {
            while (!desk.Knows(command.Order))
            {
                if (Environment.TickCount64 >= deadline)
                {
                    Unknown(command);
                    desk.Doubt();
                    return;
                }
                await timer.WaitForNextTickAsync(ct).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The venue is stopping; a later run asks.
        }
    }

    private void NotSent(in EngineCommand command, NotSentReason reason) =>
        outcomes.NotSent(command.Order, command.Kind, command.Instrument, reason, clock.Now);

    private void Unknown(in EngineCommand command) =>
        outcomes.Unknown(command.Order, command.Kind, command.Instrument, clock.Now);
}

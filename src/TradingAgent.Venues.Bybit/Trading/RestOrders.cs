using System.Text;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Rest;

namespace TradingAgent.Venues.Bybit.Trading;

/// <summary>
/// Orders over REST, for when the order-entry stream is not up. Each request is sent once: no answer means nobody
/// knows, and only no connection at all means that it did not leave.
/// </summary>
internal sealed class RestOrders(
    BybitOptions options, BybitRest rest, BybitClock clock, AccountDesk desk, CommandEvents outcomes)
{
    private readonly OrderEncoder _encoder = new(options);

    public async Task SendAsync(EngineCommand command, Instrument instrument, CancellationToken ct)
    {
        if (clock.Now > command.SendBefore)
        {
            outcomes.NotSent(command.Order, command.Kind, instrument.Id, NotSentReason.TooLate, clock.Now);
            return;
        }
        _encoder.Body(in command, instrument);
        string path = command.Kind switch
        {
            CommandKind.PlaceOrder => "/v5/order/create",
            CommandKind.AmendOrder => "/v5/order/amend",
            _ => "/v5/order/cancel",
        };
        (RestReply? reply, RestFailure failure) =
            await rest.PostAsync(path, _encoder.Written.ToArray(), ct).ConfigureAwait(false);
        if (failure == RestFailure.NotSent)
            outcomes.NotSent(command.Order, command.Kind, instrument.Id, NotSentReason.Disconnected, clock.Now);
        else if (failure == RestFailure.Unknown)
            outcomes.Unknown(command.Order, command.Kind, instrument.Id, clock.Now);
        else Answer(command, instrument, reply!);
    }

    private void Answer(EngineCommand command, Instrument instrument, RestReply reply)
    {
        BybitVerdict verdict = reply.Verdict;
        if (verdict.IsDone && reply.Status == 200)
        {
            if (reply.Result().TryGetProperty("orderId", out System.Text.Json.JsonElement id))
                desk.Context.Orders.Add(command.Order, Encoding.ASCII.GetBytes(id.GetString() ?? ""));
            return;
        }
        RejectReason reason = BybitErrorMap.Refine(reply.Code, verdict.Reason, Encoding.UTF8.GetBytes(reply.Message));
        outcomes.Answered(command.Order, command.Kind, instrument.Id, verdict, reason, reply.Code, clock.Now);
    }
}

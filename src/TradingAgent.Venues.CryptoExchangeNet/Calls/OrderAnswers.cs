using CryptoExchange.Net.Objects;
using CryptoExchange.Net.Objects.Errors;

namespace TradingAgent.Venues.CryptoExchangeNet.Calls;

/// <summary>
/// What the library's answer to an order request means. It tells a refusal of its own from one of the venue's, and both
/// from silence, by the class of its error; what a code of the venue's means is that venue's table.
/// </summary>
/// <param name="lanes">Told of what did not leave, and of what nobody knows.</param>
/// <param name="outcomes">Told of refusals.</param>
/// <param name="clock">Our time.</param>
/// <param name="verdictOf">The venue's table, given its error and the HTTP state, which is 0 over a stream.</param>
internal sealed class OrderAnswers(
    CommandLanes lanes, CommandEvents outcomes, VenueClock clock,
    Func<ServerError, int, (VenueVerdict Verdict, RejectReason Reason)> verdictOf)
{
    /// <summary>True when it definitely did not leave and another road may be tried.</summary>
    public static bool IsNotConnected(ICallResult result) => result.Error
        is CantConnectError
        or { ErrorType: ErrorType.WebsocketPaused }
        or WebError { Exception: HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError
            or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } };

    /// <summary>Publishes what the answer means for the command.</summary>
    /// <returns>True when the venue took it.</returns>
    public bool Tell(in EngineCommand command, ICallResult result)
    {
        if (result.Success) return true;
        Error error = result.Error;
        if (IsNotConnected(result)) lanes.NotSent(command, NotSentReason.Disconnected);
        else if (error is ClientRateLimitError) lanes.NotSent(command, NotSentReason.RateLimited);
        else if (error is ArgumentError or InvalidOperationError or NoApiCredentialsError)
            Refuse(command, new VenueVerdict(RejectReason.Other), RejectReason.Other, 0);
        else if (error is ServerRateLimitError)
            Refuse(command, new VenueVerdict(RejectReason.RateLimited, IsRetryable: true), RejectReason.RateLimited, 0);
        else if (error is ServerError { ErrorType: not ErrorType.WebsocketPaused } said)
        {
            int status = result is IHttpResult { ResponseStatusCode: { } http } ? (int)http : 0;
            (VenueVerdict verdict, RejectReason reason) = verdictOf(said, status);
            if (reason == RejectReason.ClockSkew) clock.Doubt();
            Refuse(command, verdict, reason, said.Code ?? 0);
        }
        // A time-out, a cut, an answer that could not be read: it may have happened.
        else lanes.Unknown(command);
        return false;
    }

    private void Refuse(in EngineCommand command, VenueVerdict verdict, RejectReason reason, int code) =>
        outcomes.Answered(
            command.Order, command.Kind, command.Instrument, verdict, reason, code, clock.Now);
}

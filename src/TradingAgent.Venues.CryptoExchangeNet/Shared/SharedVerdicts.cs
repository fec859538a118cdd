using CryptoExchange.Net.Objects;
using CryptoExchange.Net.Objects.Errors;

namespace TradingAgent.Venues.CryptoExchangeNet.Shared;

/// <summary>
/// What the library's own kinds of error mean to us, for exchanges whose codes we have no table of. What it does not
/// know itself may have happened.
/// </summary>
internal static class SharedVerdicts
{
    public static (VenueVerdict Verdict, RejectReason Reason) Of(ServerError error, int status)
    {
        VenueVerdict verdict = Of(error.ErrorType);
        return (verdict, verdict.Reason);
    }

    public static VenueVerdict Of(ErrorType type) => type switch
    {
        ErrorType.InvalidPrice => new(RejectReason.BadPrice),
        ErrorType.InvalidQuantity => new(RejectReason.BadQuantity),
        ErrorType.InsufficientBalance => new(RejectReason.InsufficientMargin),
        ErrorType.MaxPosition => new(RejectReason.AboveMaximum),
        ErrorType.NoPosition => new(RejectReason.ReduceOnlyConflict),
        ErrorType.UnknownOrder or ErrorType.IncorrectState => new(RejectReason.OrderGone),
        ErrorType.UnknownSymbol or ErrorType.UnavailableSymbol => new(RejectReason.InstrumentNotTrading),
        ErrorType.InvalidTimestamp => new(RejectReason.ClockSkew, IsRetryable: true),
        ErrorType.Unauthorized or ErrorType.MissingCredentials => new(RejectReason.Unauthorised, IsFatal: true),
        ErrorType.RateLimitRequest or ErrorType.RateLimitConnection or ErrorType.RateLimitOrder
            => new(RejectReason.RateLimited, IsRetryable: true),
        // An order with this id is there: the earlier request arrived.
        ErrorType.DuplicateClientOrderId => new(RejectReason.DuplicateId, IsAmbiguous: true),
        ErrorType.InvalidParameter or ErrorType.MissingParameter or ErrorType.InvalidOperation
            or ErrorType.RejectedOrderConfiguration or ErrorType.RiskError or ErrorType.UnknownAsset
            or ErrorType.InvalidStopParameters => new(RejectReason.Other),
        _ => new(RejectReason.VenueInternal, IsAmbiguous: true),
    };
}

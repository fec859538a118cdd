namespace TradingAgent.Venues.Binance;

/// <summary>
/// The one table from the venue's HTTP states, codes and words to ours. Total: what nobody listed is a refusal when the
/// venue calls it the sender's fault (4xx), and ambiguous otherwise, because believing an order dead is the dearer
/// mistake.
/// </summary>
internal static class BinanceErrorMap
{
    /// <param name="status">HTTP's, which the order-entry stream repeats; 0 when none came.</param>
    /// <param name="code">The venue's; 0 when the answer had none.</param>
    /// <param name="text">The venue's words: they alone tell the kinds of 503 apart.</param>
    public static VenueVerdict Of(int status, int code, ReadOnlySpan<byte> text)
    {
        if (status == 200 && code >= 0) return new(RejectReason.None);
        // 503 has three meanings, and only one of them leaves the order in doubt.
        if (status == 503 && code != -1008)
        {
            return text.StartsWith("Service Unavailable"u8)
                ? new(RejectReason.VenueBusy, IsRetryable: true)
                : new(RejectReason.VenueInternal, IsAmbiguous: true);
        }
        return code < 0 ? OfCode(status, code) : OfHttp(status);
    }

    /// <summary>True when the venue says that our stamp is wrong.</summary>
    public static bool IsClock(int code) => code is -1021 or -5028;

    private static VenueVerdict OfHttp(int status) => status switch
    {
        408 => new(RejectReason.VenueInternal, IsAmbiguous: true),
        401 => new(RejectReason.Unauthorised, IsFatal: true),
        403 or 418 or 429 => new(RejectReason.RateLimited, IsRetryable: true),
        >= 400 and < 500 => new(RejectReason.Other),
        _ => new(RejectReason.VenueInternal, IsAmbiguous: true),
    };

    private static VenueVerdict OfCode(int status, int code) => code switch
    {
        // It may have been processed.
        -1000 or -1006 or -1007 => new(RejectReason.VenueInternal, IsAmbiguous: true),

        // It was not, and may be sent again.
        -1001 or -1016 => new(RejectReason.VenueInternal, IsRetryable: true),
        -1008 => new(RejectReason.VenueBusy, IsRetryable: true),
        -1003 or -1015 => new(RejectReason.RateLimited, IsRetryable: true),
        -1021 or -5028 => new(RejectReason.ClockSkew, IsRetryable: true),
        -5043 => new(RejectReason.VenueBusy, IsRetryable: true),

        // Key, permission, signature.
        -1002 or -1022 or -2014 or -2015 or -2017 => new(RejectReason.Unauthorised, IsFatal: true),
        -1125 => new(RejectReason.Unauthorised),

        -5022 or -6047 => new(RejectReason.WouldTake),

        // An order with this id is open: the earlier request arrived.
        -4116 or -6044 => new(RejectReason.DuplicateId, IsAmbiguous: true),

        -2011 or -2013 or -6028 or -6063 => new(RejectReason.OrderGone),
        -5027 or -4059 or -4046 or -4171 => new(RejectReason.NotModified),
        -5026 => new(RejectReason.TooManyOrders),

        -2018 or -2019 or -2024 or -2028 or -4050 or -4051 => new(RejectReason.InsufficientMargin),
        -2027 => new(RejectReason.AboveMaximum),
        -2022 or -4118 or -4062 or -6045 or -6056 => new(RejectReason.ReduceOnlyConflict),

        -4016 or -4024 or -4131 => new(RejectReason.PriceOutOfBand),
        -4001 or -4002 or -4013 or -4014 or -5029 => new(RejectReason.BadPrice),
        -1111 or -4003 or -4023 => new(RejectReason.BadQuantity),
        -4004 or -4164 => new(RejectReason.BelowMinimum),
        -4005 => new(RejectReason.AboveMaximum),
        -2025 or -4045 or (<= -6050 and >= -6054) => new(RejectReason.TooManyOrders),

        // The symbol, the account or a side of it is closed to us for now.
        -1121 or -1122 or -4140 or -4141 or -6049 or -2023 or -4087 or -4088 or -4105 or -4106 or -4107 or -4189
            or -4192 or -4400 or -4401 or -4402 or -6055 or -6057 or -6058 or -6059 or -6062
            => new(RejectReason.InstrumentNotTrading),

        _ when IsSendersFault(status) => new(RejectReason.Other),
        (<= -1100 and >= -1199) or (<= -2000 and >= -6999) => new(RejectReason.Other),
        _ => new(RejectReason.VenueInternal, IsAmbiguous: true),
    };

    private static bool IsSendersFault(int status) => status is >= 400 and < 500 && status != 408;
}

namespace TradingAgent.Venues.Bybit;

/// <summary>
/// The one table from the venue's return codes and words to ours. Total: a code nobody listed is a refusal inside the
/// families that report business rules, and ambiguous everywhere else, because believing an order dead is the dearer
/// mistake.
/// </summary>
internal static class BybitErrorMap
{
    public static VenueVerdict Of(int code) => code switch
    {
        0 => new(RejectReason.None),

        // Nothing had to change.
        110025 or 110026 or 110027 or 110043 or 34040 => new(RejectReason.NotModified),

        // Clock: refused before processing.
        10002 or -1 => new(RejectReason.ClockSkew, IsRetryable: true),

        // Key, permission, region, identity.
        10003 or 10004 or 10005 or 10007 or 10008 or 10009 or 10010 or 10024 or 10027 or 10028 or 33004 or -2015
            or 100028 or 20001 => new(RejectReason.Unauthorised, IsFatal: true),

        // Too fast: refused.
        10006 or 10018 or 10403 or 20003 or 170005 or 170222 => new(RejectReason.RateLimited, IsRetryable: true),

        // It may have been processed.
        429 or 10000 or 10016 or 10019 or 10429 or 20006 or 170001 or 170007 or 170032 or 170035 or 170146 or 170147
            or 170310 or 500000 => new(RejectReason.VenueInternal, IsAmbiguous: true),

        // An order with this id is there: the earlier request arrived.
        110072 or 170141 or 10014 => new(RejectReason.DuplicateId, IsAmbiguous: true),

        // Busy with this very order.
        110079 or 40004 or 170191 or 170212 or 30035 => new(RejectReason.VenueBusy, IsRetryable: true),

        110001 or 110008 or 110010 or 170213 or 170139 or 170142 or 170143 => new(RejectReason.OrderGone),

        110003 or 110120 or 110121 or 30208 or 30209 or 110118 => new(RejectReason.PriceOutOfBand),
        110092 or 110093 or 110108 or 110109 => new(RejectReason.BadPrice),
        110094 or 3100116 => new(RejectReason.BelowMinimum),
        110064 or 170313 => new(RejectReason.BadQuantity),
        110017 => new(RejectReason.ReduceOnlyConflict),

        110004 or 110006 or 110007 or 110012 or 110014 or 110044 or 110045 or 110051 or 110052 or 110053 or 170131
            or 170033 or 3200300 => new(RejectReason.InsufficientMargin),

        110009 or 110020 or 170810 => new(RejectReason.TooManyOrders),
        110021 or 110090 => new(RejectReason.AboveMaximum),

        110023 or 110042 or 110063 or 110066 or 110074 or (>= 110095 and <= 110099) or 30228 or 110132 or 110100
            or 110062 or 110065 => new(RejectReason.InstrumentNotTrading),

        10001 or 10029 or 10404 or 3100198 or 3100326 or 3200403 or 3400045 => new(RejectReason.Other),

        (>= 110000 and <= 110999) or (>= 170000 and <= 170999) or (>= 3_100_000 and <= 3_499_999)
            => new(RejectReason.Other),
        _ => new(RejectReason.VenueInternal, IsAmbiguous: true),
    };

    /// <summary>An HTTP status other than 200, whose body need not be JSON.</summary>
    public static VenueVerdict OfHttp(int status) => status switch
    {
        400 or 404 or 405 => new(RejectReason.Other),
        401 => new(RejectReason.Unauthorised, IsFatal: true),
        403 => new(RejectReason.RateLimited, IsRetryable: true),
        _ => new(RejectReason.VenueInternal, IsAmbiguous: true),
    };

    /// <summary>10001 covers many mistakes that only its text tells apart.</summary>
    public static RejectReason Refine(int code, RejectReason reason, ReadOnlySpan<byte> text)
    {
        if (code != 10001) return reason;
        if (text.IndexOf("qty"u8) >= 0) return RejectReason.BadQuantity;
        if (text.IndexOf("minimum limit"u8) >= 0) return RejectReason.BelowMinimum;
        if (text.IndexOf("maximum limit"u8) >= 0) return RejectReason.AboveMaximum;
        if (text.IndexOf("not modified"u8) >= 0) return RejectReason.NotModified;
        if (text.IndexOf("rice"u8) >= 0) return RejectReason.BadPrice;
        return text.IndexOf("symbol"u8) >= 0 ? RejectReason.InstrumentNotTrading : reason;
    }

    /// <summary>Why an order ended, from the two fields and the time in force that tell it together.</summary>
    public static CancelReason CancelOf(
        ReadOnlySpan<byte> cancelType, ReadOnlySpan<byte> rejectReason, bool isImmediate)
    {
        if (rejectReason.SequenceEqual("EC_PostOnlyWillTakeLiquidity"u8)) return CancelReason.WouldTake;
        if (rejectReason.SequenceEqual("EC_BySelfMatch"u8) || rejectReason.SequenceEqual("EC_StopBySelfMatch"u8)
            || cancelType.SequenceEqual("CancelBySmp"u8) || cancelType.SequenceEqual("CancelByCrossSelfMuch"u8))
            return CancelReason.SelfTrade;
        if (rejectReason.SequenceEqual("EC_NoImmediateQtyToFill"u8)
            || rejectReason.SequenceEqual("EC_NoEnoughQtyToFill"u8)
            || rejectReason.SequenceEqual("EC_CancelForNoFullFill"u8))
            return CancelReason.ImmediateRemainder;
        if (cancelType.SequenceEqual("CancelByUser"u8)) return CancelReason.Requested;
        if (cancelType.SequenceEqual("CancelByReduceOnly"u8)) return CancelReason.ReduceOnly;
        if (cancelType.SequenceEqual("CancelByDCP"u8)) return CancelReason.DeadMan;
        if (cancelType.SequenceEqual("CancelByDelivery"u8) || cancelType.SequenceEqual("CancelBySettle"u8))
            return CancelReason.Delivery;
        if (cancelType.SequenceEqual("CancelByCannotAffordOrderCost"u8)
            || cancelType.SequenceEqual("CancelByPmTrialMmOverEquity"u8)) return CancelReason.Margin;
        if (cancelType.EndsWith("Liq"u8) || cancelType.EndsWith("Adl"u8)) return CancelReason.Liquidation;
        if (rejectReason.SequenceEqual("EC_PerCancelRequest"u8)) return CancelReason.Requested;
        return isImmediate ? CancelReason.ImmediateRemainder : CancelReason.Venue;
    }

    /// <summary>Why an order was rejected by the matching engine.</summary>
    public static RejectReason RejectOf(ReadOnlySpan<byte> rejectReason)
    {
        if (rejectReason.SequenceEqual("EC_PostOnlyWillTakeLiquidity"u8)) return RejectReason.WouldTake;
        if (rejectReason.SequenceEqual("EC_LimitOrderInvalidPrice"u8)
            || rejectReason.SequenceEqual("EC_InvalidPriceScale"u8)) return RejectReason.BadPrice;
        if (rejectReason.SequenceEqual("EC_ReachMarketPriceLimit"u8)
            || rejectReason.SequenceEqual("EC_ReachRiskPriceLimit"u8)) return RejectReason.PriceOutOfBand;
        if (rejectReason.SequenceEqual("EC_QtyCannotBeZero"u8) || rejectReason.SequenceEqual("EC_EcInvalidQty"u8)
            || rejectReason.SequenceEqual("EC_InvalidAmount"u8)) return RejectReason.BadQuantity;
        if (rejectReason.SequenceEqual("EC_DuplicatedClOrdID"u8)) return RejectReason.DuplicateId;
        if (rejectReason.SequenceEqual("EC_BySelfMatch"u8)) return RejectReason.SelfTrade;
        if (rejectReason.SequenceEqual("EC_InvalidSymbolStatus"u8)
            || rejectReason.SequenceEqual("EC_SecurityStatusFail"u8)
            || rejectReason.SequenceEqual("EC_InCallAuctionStatus"u8) || rejectReason.SequenceEqual("EC_CancelByMMP"u8))
            return RejectReason.InstrumentNotTrading;
        return RejectReason.Other;
    }
}

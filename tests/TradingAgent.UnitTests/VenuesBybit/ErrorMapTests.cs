using TradingAgent.Venues.Bybit;
using Xunit;

namespace TradingAgent.UnitTests.VenuesBybit;

public sealed class ErrorMapTests
{
    private static readonly int[] Ambiguous =
        [10000, 10016, 10019, 10429, 20006, 170001, 170007, 170032, 170035, 170146, 170147, 170310, 500000, 429];

    private static readonly int[] Fatal =
        [10003, 10004, 10005, 10007, 10008, 10009, 10010, 10024, 10027, 10028, 33004, -2015, 100028, 20001];

    private static readonly int[] Refused =
    [
        10001, 10002, -1, 10006, 10403, 20003, 170005, 170222, 10029, 110003, 110120, 110121, 30208, 30209, 110094,
        110017, 110092, 110093, 110108, 110109, 3100116, 3100198, 3100326, 110001, 110008, 110010, 170213, 170139,
        170142, 170143, 110004, 110006, 110007, 110012, 110014, 110044, 110045, 110051, 110052, 110053, 170131, 170033,
        3200300, 110009, 110020, 110021, 110090, 170810, 110023, 110042, 110063, 110066, 110074, 110095, 110099, 30228,
        110132, 110062, 110065, 110079, 40004, 170191, 170212, 30035, 10404, 110025, 110043, 34040,
    ];

    [Fact]
    public void Every_code_is_exactly_one_of_done_refused_or_ambiguous()
    {
        for (int code = -3000; code < 200_000; code++)
        {
            VenueVerdict verdict = BybitErrorMap.Of(code);
            Assert.Equal(code == 0, verdict.IsDone);
            if (code != 0) Assert.NotEqual(RejectReason.None, verdict.Reason);
            Assert.False(verdict.IsAmbiguous && (verdict.IsFatal || verdict.IsRetryable));
        }
    }

    [Fact]
    public void Codes_that_may_have_been_processed_are_ambiguous_and_refusals_are_not()
    {
        Assert.All(Ambiguous, code => Assert.True(BybitErrorMap.Of(code).IsAmbiguous, $"{code}"));
        Assert.All(Refused, code => Assert.False(BybitErrorMap.Of(code).IsAmbiguous, $"{code}"));
        Assert.All(Fatal, code => Assert.True(BybitErrorMap.Of(code).IsFatal, $"{code}"));
    }

    [Fact]
    public void A_duplicate_id_proves_that_an_order_is_there_so_it_is_asked_about()
    {
        foreach (int code in (int[])[110072, 170141, 10014])
        {
            Assert.Equal(RejectReason.DuplicateId, BybitErrorMap.Of(code).Reason);
            Assert.True(BybitErrorMap.Of(code).IsAmbiguous);
        }
    }

    [Fact]
    public void A_code_nobody_knows_is_a_refusal_among_business_rules_and_ambiguous_elsewhere()
    {
        Assert.False(BybitErrorMap.Of(110_777).IsAmbiguous);
        Assert.True(BybitErrorMap.Of(987_654).IsAmbiguous);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(502, true)]
    [InlineData(429, true)]
    [InlineData(403, false)]
    [InlineData(401, false)]
    [InlineData(404, false)]
    public void Http_errors_without_an_envelope_have_a_verdict(int status, bool ambiguous) =>
        Assert.Equal(ambiguous, BybitErrorMap.OfHttp(status).IsAmbiguous);

    [Theory]
    [InlineData("params error: qty err", RejectReason.BadQuantity)]
    [InlineData("The number of contracts exceeds minimum limit allowed", RejectReason.BelowMinimum)]
    [InlineData("order not modified", RejectReason.NotModified)]
    [InlineData("position idx not match position mode", RejectReason.Other)]
    public void The_code_for_everything_is_told_apart_by_its_text(string text, RejectReason expected) =>
        Assert.Equal(
            expected,
            BybitErrorMap.Refine(10001, BybitErrorMap.Of(10001).Reason, System.Text.Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData("CancelByUser", "EC_NoError", false, CancelReason.Requested)]
    [InlineData("UNKNOWN", "EC_PostOnlyWillTakeLiquidity", false, CancelReason.WouldTake)]
    [InlineData("CancelBySmp", "EC_NoError", false, CancelReason.SelfTrade)]
    [InlineData("UNKNOWN", "EC_NoImmediateQtyToFill", true, CancelReason.ImmediateRemainder)]
    [InlineData("", "", true, CancelReason.ImmediateRemainder)]
    [InlineData("CancelByReduceOnly", "", false, CancelReason.ReduceOnly)]
    [InlineData("CancelAllBeforeLiq", "", false, CancelReason.Liquidation)]
    [InlineData("CancelByPrepareAdl", "", false, CancelReason.Liquidation)]
    [InlineData("CancelByDelivery", "", false, CancelReason.Delivery)]
    [InlineData("CancelByDCP", "", false, CancelReason.DeadMan)]
    [InlineData("CancelByCannotAffordOrderCost", "", false, CancelReason.Margin)]
    [InlineData("CancelByAdmin", "", false, CancelReason.Venue)]
    public void Ends_of_orders_have_our_words(string cancel, string reject, bool immediate, CancelReason expected) =>
        Assert.Equal(
            expected,
            BybitErrorMap.CancelOf(
                System.Text.Encoding.ASCII.GetBytes(cancel), System.Text.Encoding.ASCII.GetBytes(reject), immediate));
}

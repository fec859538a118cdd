using System.Text;
using TradingAgent.Venues.Binance;
using Xunit;

namespace TradingAgent.UnitTests.VenuesBinance;

public sealed class ErrorMapTests
{
    private static VenueVerdict Of(int status, int code, string text = "") =>
        BinanceErrorMap.Of(status, code, Encoding.ASCII.GetBytes(text));

    [Theory]
    [InlineData(400, -2019, RejectReason.InsufficientMargin)]
    [InlineData(400, -5022, RejectReason.WouldTake)]
    [InlineData(400, -6047, RejectReason.WouldTake)]
    [InlineData(400, -2011, RejectReason.OrderGone)]
    [InlineData(400, -2013, RejectReason.OrderGone)]
    [InlineData(400, -6028, RejectReason.OrderGone)]
    [InlineData(400, -5027, RejectReason.NotModified)]
    [InlineData(400, -4164, RejectReason.BelowMinimum)]
    [InlineData(400, -4016, RejectReason.PriceOutOfBand)]
    [InlineData(400, -4014, RejectReason.BadPrice)]
    [InlineData(400, -1111, RejectReason.BadQuantity)]
    [InlineData(400, -2022, RejectReason.ReduceOnlyConflict)]
    [InlineData(400, -2025, RejectReason.TooManyOrders)]
    [InlineData(400, -6052, RejectReason.TooManyOrders)]
    [InlineData(400, -4140, RejectReason.InstrumentNotTrading)]
    [InlineData(400, -1021, RejectReason.ClockSkew)]
    [InlineData(429, -1003, RejectReason.RateLimited)]
    [InlineData(418, -1003, RejectReason.RateLimited)]
    [InlineData(503, -1008, RejectReason.VenueBusy)]
    [InlineData(401, -2015, RejectReason.Unauthorised)]
    [InlineData(400, -4061, RejectReason.Other)]
    [InlineData(400, -9999, RejectReason.Other)]
    [InlineData(403, 0, RejectReason.RateLimited)]
    [InlineData(404, 0, RejectReason.Other)]
    public void Refusals_are_definite(int status, int code, RejectReason reason)
    {
        VenueVerdict verdict = Of(status, code);
        Assert.Equal(reason, verdict.Reason);
        Assert.False(verdict.IsAmbiguous);
        Assert.False(verdict.IsDone);
    }

    [Theory]
    [InlineData(503, -1000, "Unknown error, please check your request or try again later.")]
    [InlineData(503, 0, "")]
    [InlineData(500, 0, "")]
    [InlineData(408, -1007, "Timeout waiting for response")]
    [InlineData(408, 0, "")]
    [InlineData(400, -1006, "")]
    [InlineData(200, -1007, "")]
    [InlineData(400, -4116, "")]
    [InlineData(400, -6044, "")]
    [InlineData(500, -9999, "")]
    [InlineData(0, 0, "")]
    public void What_may_have_happened_is_ambiguous(int status, int code, string text) =>
        Assert.True(Of(status, code, text).IsAmbiguous);

    [Fact]
    public void A_service_that_is_unavailable_did_nothing()
    {
        VenueVerdict verdict = Of(503, 0, "Service Unavailable.");
        Assert.False(verdict.IsAmbiguous);
        Assert.True(verdict.IsRetryable);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    public void A_code_that_is_not_negative_is_success(int code) => Assert.True(Of(200, code).IsDone);

    [Fact]
    public void Every_code_has_a_verdict()
    {
        for (int code = -7000; code < 0; code++)
            foreach (int status in (int[])[200, 400, 408, 429, 500, 503])
            {
                VenueVerdict verdict = Of(status, code);
                Assert.True(verdict.Reason != RejectReason.None || verdict.IsAmbiguous, $"{status} {code}");
            }
    }
}

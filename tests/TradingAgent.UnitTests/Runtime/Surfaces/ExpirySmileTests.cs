using TradingAgent.Domain.Instruments;
using TradingAgent.Quant.Surface;
using TradingAgent.Runtime.Surfaces;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Runtime.Surfaces;

public sealed class ExpirySmileTests
{
    private static readonly Timestamp Now = SmallMarket.Start;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(90)]
    public void A_fit_to_noisy_quotes_recovers_the_smile(int days)
    {
        var chain = new Chain(days);
        SviSlice truth = chain.Truth();
        var random = new SeededRandom(11);
        var smile = new ExpirySmile(SmallMarket.Bitcoin, VenueId.Bybit, chain.Expiry);
        for (int round = 0; round < 20; round++)
        {
            SurfaceFitted fit = chain.Fit(smile, truth, Now, () => random.Between(-0.005, 0.005));
            Assert.Equal((SurfaceStatus.Fitted, chain.Expiry), (fit.Status, fit.Expiry));
            Assert.InRange(fit.ErrorVolPoints, 0, 0.5);
            Assert.True(fit.Reach is > 0.1 and < 0.7);
            for (double k = -fit.Reach / 1.25; k <= Math.Min(0.33, fit.Reach / 1.25); k += fit.Reach / 20)
                Assert.Equal(
                    truth.ImpliedVolatility(k, fit.YearFraction).Value,
                    Slice(fit).ImpliedVolatility(k, fit.YearFraction).Value, 0.01);
        }
    }

    [Fact]
    public void Quotes_that_hold_a_butterfly_of_negative_price_are_refused_and_said()
    {
        var chain = new Chain(365);
        var steep = new SviSlice(0.001, 0.9, -0.95, 0.05, 0.02);
        var smile = new ExpirySmile(SmallMarket.Bitcoin, VenueId.Bybit, chain.Expiry);
        SurfaceFitted fit = chain.Fit(smile, steep, Now);
        Assert.Equal(SurfaceStatus.Butterfly, fit.Status);
        Assert.True(fit.Worst < 0);
        Assert.Equal(SurfaceStatus.Fitted, chain.Fit(smile, chain.Truth(), Now).Status);
    }

    [Fact]
    public void Quotes_that_no_smile_is_near_are_refused()
    {
        var chain = new Chain(30);
        var smile = new ExpirySmile(SmallMarket.Bitcoin, VenueId.Bybit, chain.Expiry);
        int i = 0;
        SurfaceFitted fit = chain.Fit(smile, chain.Truth(), Now, () => i++ / 2 % 2 == 0 ? -0.08 : 0.08);
        Assert.Equal(SurfaceStatus.PoorFit, fit.Status);
        Assert.InRange(fit.Worst, ExpirySmile.ErrorVolPointsMax, 20);
        Assert.Equal(SurfaceStatus.Fitted, chain.Fit(smile, chain.Truth(), Now).Status);
    }

    [Fact]
    public void A_later_expiry_below_an_earlier_one_is_refused_and_a_refused_neighbour_does_not_count()
    {
        var near = new Chain(7);
        var far = new Chain(30);
        var first = new ExpirySmile(SmallMarket.Bitcoin, VenueId.Bybit, near.Expiry);
        var second = new ExpirySmile(SmallMarket.Bitcoin, VenueId.Bybit, far.Expiry);
        Assert.Equal(SurfaceStatus.Fitted, near.Fit(first, near.Truth(), Now, later: second).Status);
        SurfaceFitted fit = far.Fit(second, far.Truth(0.1), Now, earlier: first);
        Assert.Equal(SurfaceStatus.Calendar, fit.Status);
        Assert.True(fit.Worst > 0);
        Assert.Equal(SurfaceStatus.Fitted, near.Fit(first, near.Truth(), Now, later: second).Status);
        Assert.Equal(SurfaceStatus.Fitted, far.Fit(second, far.Truth(), Now, earlier: first).Status);
        Assert.Equal(SurfaceStatus.Calendar, near.Fit(first, near.Truth(8), Now, later: second).Status);
    }

    [Fact]
    public void Fewer_strikes_than_parameters_are_too_few()
    {
        var chain = new Chain(30);
        chain.Options.RemoveRange(8, chain.Options.Count - 8);
        var smile = new ExpirySmile(SmallMarket.Bitcoin, VenueId.Bybit, chain.Expiry);
        SurfaceFitted fit = chain.Fit(smile, chain.Truth(), Now);
        Assert.Equal((SurfaceStatus.TooFewQuotes, 4), (fit.Status, fit.Quotes));
    }

    [Fact]
    public void Old_tickers_and_those_without_volatility_or_forward_do_not_count()
    {
        var chain = new Chain(30);
        var smile = new ExpirySmile(SmallMarket.Bitcoin, VenueId.Bybit, chain.Expiry);
        smile.Begin(Now);
        InstrumentTerms terms = chain.Options[20].Terms;
        OptionTick tick = chain.Tick(chain.Options[20], chain.Truth(), Now);
        smile.Add(terms, tick with { At = Now - Duration.FromSeconds(61) }, Now);
        smile.Add(terms, tick with { Forward = 0 }, Now);
        smile.Add(terms, tick with { Mark = 0, Bid = 0 }, Now);
        Assert.False(smile.HasNews);
        smile.Add(terms, tick with { Mark = 0 }, Now);
        Assert.True(smile.HasNews);
        smile.Begin(Now);
        smile.Add(terms, tick, Now);
        Assert.False(smile.HasNews);
    }

    private static SviSlice Slice(in SurfaceFitted fit) => new(fit.A, fit.B, fit.Rho, fit.M, fit.Sigma);
}

using TradingAgent.Exchange.Listings;
using Xunit;

namespace TradingAgent.UnitTests.Exchange.Listings;

public sealed class ListingTests
{
    [Theory]
    [InlineData(2026, 1, 6, "BTC-6JAN26-100000-C-USDT")]
    [InlineData(2025, 9, 26, "BTC-26SEP25-100000-C-USDT")]
    public void Option_symbols_have_no_leading_zero(int year, int month, int day, string expected) => Assert.Equal(
        expected,
        ContractSymbols.Option(
            CurrencyId.Btc, At(year, month, day), Price.From(100_000m), OptionSide.Call, CurrencyId.Usdt));

    [Fact]
    public void The_settle_coin_is_in_the_symbol()
    {
        Timestamp expiry = At(2025, 9, 26);

        Assert.Equal(
            "ETH-26SEP25-4000-P-ETH",
            ContractSymbols.Option(CurrencyId.Eth, expiry, Price.From(4_000m), OptionSide.Put, CurrencyId.Eth));
        Assert.Equal(
            "ETH-26SEP25-4000-P",
            ContractSymbols.Option(CurrencyId.Eth, expiry, Price.From(4_000m), OptionSide.Put, CurrencyId.Usdc));
        Assert.Equal("BTCUSDT-26SEP25", ContractSymbols.LinearFuture(CurrencyId.Btc, expiry));
    }

    [Fact]
    public void Every_day_of_two_years_has_six_expiries_that_are_fridays_beyond_the_dailies()
    {
        Timestamp now = At(2026, 1, 1, hour: 13);
        for (int day = 0; day < 730; day++, now += Duration.FromSeconds(86_400))
        {
            IReadOnlyList<Timestamp> expiries = ExpiryCalendar.At(now, 6);

            Assert.Equal(6, expiries.Distinct().Count());
            Assert.Equal(expiries.Order(), expiries);
            Assert.InRange((expiries[0] - now).Seconds, 1, 86_400);
            Assert.InRange((expiries[^1] - now).Seconds / 86_400, 110, 240);
            Assert.All(expiries, e => Assert.Equal(8, e.ToDateTimeOffset().Hour));
            Assert.All(expiries.Skip(2), e => Assert.Equal(DayOfWeek.Friday, e.ToDateTimeOffset().DayOfWeek));
        }
    }

    [Theory]
    [InlineData(100_000, 0.034, 1_000)]
    [InlineData(100_000, 0.5, 5_000)]
    [InlineData(4_000, 0.034, 25)]
    public void Strikes_are_round_and_about_the_forward(double forward, double deviation, int step)
    {
        IReadOnlyList<Price> strikes = StrikeLadder.About(forward, deviation, 21, stepMin: 5m);

        Assert.Equal(21, strikes.Count);
        Assert.Equal(Price.From((decimal)forward), strikes[10]);
        Assert.Equal(Price.From(step), strikes[11] - strikes[10]);
        Assert.All(strikes, strike => Assert.True(strike > Price.Zero));
    }

    private static Timestamp At(int year, int month, int day, int hour = 8) =>
        Timestamp.From(new DateTimeOffset(year, month, day, hour, 0, 0, TimeSpan.Zero));
}

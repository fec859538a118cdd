using TradingAgent.Exchange.MarketSources.Recorded.Surfaces;
using Xunit;

namespace TradingAgent.UnitTests.Exchange.Recorded;

public sealed class SurfaceReaderTests
{
    private const string ChainHeader =
        "timestamp,currency,option_type,strike,underlying,time_to_maturity,implied_volatility,expiry_datetime\n";

    private const string EohHeader =
        "date,hour,symbol,underlying,type,strike,best_buy_iv,mark_price,mark_iv\n";

    [Fact]
    public void Volatilities_move_to_another_price_by_moneyness()
    {
        RecordedSurface surface = SurfaceReader.ReadChain(
            new StringReader(ChainHeader
                + "t,ETH,put,80,100,0.25,0.70,2030-01-01\n"
                + "t,ETH,call,100,100,0.25,0.50,2030-01-01\n"
                + "t,ETH,call,120,100,0.25,0.60,2030-01-01\n"),
            CurrencyId.Eth);

        Assert.Equal(0.50, surface.Volatility(0.25, 0), 12);
        Assert.Equal(0.70, surface.Volatility(0.25, Math.Log(0.8)), 12);
        Assert.InRange(surface.Volatility(0.25, Math.Log(1.1)), 0.50, 0.60);
        Assert.Equal(0.60, surface.Volatility(0.25, 3), 12);
    }

    [Fact]
    public void Between_expiries_total_variance_is_linear()
    {
        RecordedSurface surface = SurfaceReader.ReadChain(
            new StringReader(ChainHeader + Flat("0.1", "0.80", "a") + Flat("0.4", "0.40", "b")), CurrencyId.Btc);

        Assert.Equal(2, surface.Expiries);
        double variance = 0.5 * ((0.8 * 0.8 * 0.1) + (0.4 * 0.4 * 0.4));
        Assert.Equal(Math.Sqrt(variance / 0.25), surface.Volatility(0.25, 0), 10);
        Assert.Equal(0.80, surface.Volatility(0.01, 0), 12);
        Assert.Equal(0.40, surface.Volatility(2, 0), 12);
    }

    [Fact]
    public void Of_a_strike_the_out_of_the_money_option_counts()
    {
        RecordedSurface surface = SurfaceReader.ReadChain(
            new StringReader(ChainHeader
                + "t,BTC,call,80,100,0.25,0.10,x\nt,BTC,put,80,100,0.25,0.70,x\n"
                + "t,BTC,call,100,100,0.25,0.50,x\nt,BTC,put,100,100,0.25,0.99,x\n"
                + "t,BTC,call,120,100,0.25,0.60,x\nt,BTC,put,120,100,0.25,0.90,x\n"
                + "t,ETH,call,120,100,0.25,4.00,x\nt,BTC,call,130,100,0.25,nothing,x\n"),
            CurrencyId.Btc);

        Assert.Equal(3, surface.Points);
        Assert.Equal(0.70, surface.Volatility(0.25, Math.Log(0.8)), 12);
    }

    [Fact]
    public void An_hourly_summary_gives_forward_from_parity_and_ignores_default_volatilities()
    {
        // At 24000 call and put differ by 300, so the forward is 24300. Rows are in no order; strike holds the expiry.
        RecordedSurface surface = SurfaceReader.ReadHourlySummary(
            new StringReader(EohHeader
                + Row("22", "22000-P", "10.0", "0.9")
                + Row("23", "26000-C", "250.00000000", "0.55")
                + Row("23", "24000-P", "700.0", "0.50")
                + Row("23", "22000-P", "150.0", "0.60")
                + Row("23", "24000-C", "1000.0", "0.52")
                + Row("23", "28000-C", "40.0", "0.775")
                + Row("23", "30000-C", "0E-8", "0.66")
                + Row("23", "25000-C", "600.0", "0.53")),
            CurrencyId.Btc);

        double years = ((10 * 24) + 9) / (365.0 * 24);
        Assert.Equal(4, surface.Points);
        Assert.Equal(0.50, surface.Volatility(years, Math.Log(24_000.0 / 24_300)), 9);
        Assert.Equal(0.53, surface.Volatility(years, Math.Log(25_000.0 / 24_300)), 9);
        Assert.Equal(0.55, surface.Volatility(years, 3), 9);
    }

    [Fact]
    public void A_missing_column_and_a_missing_coin_are_said()
    {
        Assert.Contains(
            "implied_volatility",
            Assert.Throws<InvalidDataException>(() => SurfaceReader.ReadChain(
                new StringReader("currency,option_type,strike,underlying,time_to_maturity\n"), CurrencyId.Eth)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "ETH",
            Assert.Throws<InvalidDataException>(() => SurfaceReader.ReadChain(
                new StringReader(ChainHeader + Flat("0.1", "0.8", "a")), CurrencyId.Eth)).Message,
            StringComparison.Ordinal);
    }

    private static string Row(string hour, string option, string mark, string volatility)
    {
        string expiry = option.Split('-')[0];
        return $"2023-11-01,{hour},BTC-231112-{option},BTCUSDT,X,231112-{expiry},\"\",{mark},{volatility}\n";
    }

    private static string Flat(string years, string volatility, string expiry) =>
        $"t,BTC,put,90,100,{years},{volatility},{expiry}\nt,BTC,call,100,100,{years},{volatility},{expiry}\n"
        + $"t,BTC,call,110,100,{years},{volatility},{expiry}\n";
}

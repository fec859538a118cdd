using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Binance.Market;
using Xunit;
using static TradingAgent.UnitTests.VenuesBinance.Fixtures;

namespace TradingAgent.UnitTests.VenuesBinance;

public sealed class DollarRatesTests : IDisposable
{
    private readonly ScriptedHttp _http = new();
    private readonly RecordingSink _sink = new();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task The_venues_index_is_the_rate()
    {
        _http.On("/fapi/v1/assetIndex", """{"code":-1121,"msg":"Invalid symbol."}""", 400);
        _http.On(
            "/fapi/v1/assetIndex?symbol=USDTUSD", """{"symbol":"USDTUSD","time":1790000000000,"index":"0.99950000"}""");
        await ReadAsync();
        Assert.Equal(
            new CurrencyRateChanged(CurrencyId.Usdt, 0.9995),
            Assert.Single(_sink.Of(EventKind.CurrencyRateChanged)).CurrencyRate);
    }

    [Theory]
    [InlineData("""{"code":-1121,"msg":"Invalid symbol."}""", 400)]
    [InlineData("""{"symbol":"USDTUSD","index":""}""", 200)]
    [InlineData("""{"symbol":"USDTUSD","index":"0.00000000"}""", 200)]
    public async Task What_the_venue_does_not_tell_has_no_rate(string answer, int status)
    {
        _http.On("/fapi/v1/assetIndex", answer, status);
        await ReadAsync();
        Assert.Empty(_sink.Of(EventKind.CurrencyRateChanged));
    }

    private Task ReadAsync() => new DollarRates(
        _http.Rest(), VenueId.BinanceFutures, new CurrencyRates(VenueId.BinanceFutures, _sink), Clock(),
        NullLogger.Instance).ReadAsync(CancellationToken.None);
}

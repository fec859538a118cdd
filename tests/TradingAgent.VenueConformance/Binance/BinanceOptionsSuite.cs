namespace TradingAgent.VenueConformance.Binance;

/// <summary>The suite over the Binance options adapter and the local exchange.</summary>
public sealed class BinanceOptionsSuite : VenueSuite
{
    protected override async Task<VenueWorld> OpenAsync() => await BinanceOptionsWorld.OpenAsync();
}

namespace TradingAgent.Venues.Binance;

/// <summary>
/// Where one environment lives, futures and options. All of it is configuration; the named ones are defaults.
/// </summary>
/// <param name="FuturesRest">Base address of USD-M futures' REST API (<c>/fapi</c>).</param>
/// <param name="OptionsRest">Base address of the options' REST API (<c>/eapi</c>).</param>
/// <param name="Stream">Base address of all streams, before /public, /market and /private.</param>
/// <param name="Trade">Address of futures' order entry, or null where orders go over REST only.</param>
public sealed record BinanceHosts(string FuturesRest, string OptionsRest, string Stream, string? Trade)
{
    /// <summary>
    /// Base address of the wallet's REST API (<c>/sapi</c>), which alone tells what a key may do; null where there is
    /// none, as on testnets.
    /// </summary>
    public string? Wallet { get; init; }

    public static BinanceHosts Mainnet { get; } = new(
        "https://fapi.binance.com",
        "https://eapi.binance.com",
        "wss://fstream.binance.com",
        "wss://ws-fapi.binance.com/ws-fapi/v1")
    {
        Wallet = "https://api.binance.com",
    };

    /// <summary>The testnet by its older names, which alone offer order entry by websocket.</summary>
    public static BinanceHosts Testnet { get; } = new(
        "https://testnet.binancefuture.com",
        "https://testnet.binancefuture.com",
        "wss://fstream.binancefuture.com",
        "wss://testnet.binancefuture.com/ws-fapi/v1");

    /// <summary>The same backend by its newer names.</summary>
    public static BinanceHosts VenueDemo { get; } = new(
        "https://demo-fapi.binance.com",
        "https://demo-fapi.binance.com",
        "wss://demo-fstream.binance.com",
        null);

    /// <summary>The local exchange: one address for everything.</summary>
    public static BinanceHosts Local(string host, int port) => new(
        $"http://{host}:{port}",
        $"http://{host}:{port}",
        $"ws://{host}:{port}",
        $"ws://{host}:{port}/ws-fapi/v1")
    {
        Wallet = $"http://{host}:{port}",
    };
}

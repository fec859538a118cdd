namespace TradingAgent.Venues.Bybit;

/// <summary>Where one environment lives. All of it is configuration; the named ones are defaults.</summary>
/// <param name="Rest">Base address of the REST API.</param>
/// <param name="PublicStream">Base address to which the category is appended.</param>
/// <param name="PrivateStream">Address of the private stream.</param>
/// <param name="TradeStream">Address of order entry, or null where orders go over REST only.</param>
public sealed record BybitHosts(string Rest, string PublicStream, string PrivateStream, string? TradeStream)
{
    public static BybitHosts Mainnet { get; } = new(
        "https://api.bybit.com",
        "wss://stream.bybit.com/v5/public",
        "wss://stream.bybit.com/v5/private",
        "wss://stream.bybit.com/v5/trade");

    public static BybitHosts Testnet { get; } = new(
        "https://api-testnet.bybit.com",
        "wss://stream-testnet.bybit.com/v5/public",
        "wss://stream-testnet.bybit.com/v5/private",
        "wss://stream-testnet.bybit.com/v5/trade");

    /// <summary>The venue's own demo: mainnet prices, play money, no order entry over websocket.</summary>
    public static BybitHosts VenueDemo { get; } = new(
        "https://api-demo.bybit.com",
        "wss://stream.bybit.com/v5/public",
        "wss://stream-demo.bybit.com/v5/private",
        null);

    /// <summary>The local exchange: one address for everything.</summary>
    public static BybitHosts Local(string host, int port) => new(
        $"http://{host}:{port}",
        $"ws://{host}:{port}/v5/public",
        $"ws://{host}:{port}/v5/private",
        $"ws://{host}:{port}/v5/trade");
}

namespace TradingAgent.ExchangeServer;

/// <summary>How the exchange shows itself as Binance: whom it knows, and the venue's limits.</summary>
public sealed record BinanceFrontOptions
{
    public required IReadOnlyList<BinanceCredential> Credentials { get; init; }

    /// <summary>Request weight of one address in a minute; more is refused (429).</summary>
    public int WeightPerMinuteMax { get; init; } = 2_400;

    /// <summary>Refused requests in a row after which an address is banned (418).</summary>
    public int RefusalsBeforeBan { get; init; } = 20;

    /// <summary>How long a ban lasts, in seconds of the exchange's clock.</summary>
    public double BanSeconds { get; init; } = 120;

    public int OrdersPerTenSecondsMax { get; init; } = 300;

    public int OrdersPerMinuteMax { get; init; } = 1_200;

    /// <summary>How long a listen key lives without a keep-alive, in minutes of the exchange's clock.</summary>
    public double ListenKeyMinutes { get; init; } = 60;

    /// <summary>How long a websocket may live, in hours of the wall.</summary>
    public double SocketHoursMax { get; init; } = 24;

    /// <summary>Seconds of the wall between two pings of the server; three times as long without a pong cuts.</summary>
    public double PingSeconds { get; init; } = 180;

    /// <summary>Messages of one stream socket in a second; more cut it.</summary>
    public int MessagesPerSecondMax { get; init; } = 10;
}

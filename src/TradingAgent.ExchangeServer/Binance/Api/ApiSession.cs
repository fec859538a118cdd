using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Binance.Api;

/// <summary>A connection to the websocket interface. Used on the exchange thread once it runs.</summary>
internal sealed class ApiSession(SocketLink link, bool showsLimits, Timestamp connectedAt)
{
    public SocketLink Link => link;

    public Timestamp ConnectedAt => connectedAt;

    /// <summary>True: replies tell the limits and how much of them is used.</summary>
    public bool ShowsLimits => showsLimits;

    /// <summary>Who has logged on; requests of its own key need no signature then.</summary>
    public BinanceCredential? Who { get; set; }

    public Timestamp AuthorisedAt { get; set; }
}

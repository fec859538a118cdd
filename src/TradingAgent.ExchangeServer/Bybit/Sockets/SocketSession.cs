using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Bybit.Sockets;

/// <summary>A connection, the dialect that it speaks and what is known of its client.</summary>
internal sealed class SocketSession(SocketLink link, SocketDialect dialect)
{
    public SocketLink Link => link;

    public string Id => link.Id;

    public SocketDialect Dialect => dialect;

    /// <summary>Whose connection it is, once it has logged in.</summary>
    public ApiCredential? Credential { get; set; }

    /// <summary>What it may still ask for: topics on the exchange thread, request ids on the reader's.</summary>
    public SocketQuota Quota { get; } = new();

    /// <summary>How long it may be silent, in seconds of the wall; 0: as the server says.</summary>
    public double IdleSecondsMax { get; init; }
}

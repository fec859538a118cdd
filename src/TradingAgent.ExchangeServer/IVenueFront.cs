using Microsoft.AspNetCore.Http;
using TradingAgent.ExchangeServer.Loop;

namespace TradingAgent.ExchangeServer;

/// <summary>The exchange as one venue shows it: paths, accounts and words of its own over the same books.</summary>
internal interface IVenueFront
{
    /// <summary>Websockets open now.</summary>
    int ConnectionCount { get; }

    /// <summary>What an address gets that asked too often.</summary>
    int BanStatus { get; }

    /// <summary>True for paths that belong to the venue.</summary>
    bool Owns(string path);

    /// <summary>Opens the doors towards the thread that owns the exchange; called once, before anything else.</summary>
    void Attach(ExchangeLoop loop);

    /// <summary>Answers a request or serves a websocket.</summary>
    Task HandleAsync(HttpContext context, CancellationToken stop);

    /// <summary>Sends what is due; on the exchange thread.</summary>
    void Publish(Timestamp now);

    /// <summary>Cuts every websocket without a word; returns how many there were.</summary>
    int CutConnections();
}

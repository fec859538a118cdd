namespace TradingAgent.Venues.Ports;

/// <summary>What one connection of a venue has carried since the process began.</summary>
/// <param name="Name">Which, such as «bybit linear market 1».</param>
/// <param name="Messages">Messages received, heartbeats included.</param>
/// <param name="Opened">Sockets opened; every one after the first is a reconnect.</param>
/// <param name="Resyncs">Gaps after which its state was asked for anew.</param>
/// <param name="DataAgeSeconds">Since the last message that carried data; NaN while no socket is open.</param>
public readonly record struct StreamFigures(
    string Name, long Messages, long Opened, long Resyncs, double DataAgeSeconds);

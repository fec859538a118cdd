namespace TradingAgent.Venues.Binance.Trading;

/// <summary>How a product's dead-man's switch is spoken to.</summary>
/// <param name="Subject">Parameter that names what it is set for.</param>
/// <param name="HasHeartbeat">One call renews all that is set; without it setting again renews.</param>
internal sealed record SwitchDialect(string Subject, bool HasHeartbeat);

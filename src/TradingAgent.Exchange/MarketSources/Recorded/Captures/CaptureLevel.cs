namespace TradingAgent.Exchange.MarketSources.Recorded.Captures;

/// <summary>A level of a captured book.</summary>
/// <param name="Side">Buy: a bid.</param>
/// <param name="Price">In units of 1e-8.</param>
/// <param name="Quantity">In units of 1e-8 of the recorded venue's unit; zero removes the level.</param>
public readonly record struct CaptureLevel(Side Side, long Price, long Quantity);

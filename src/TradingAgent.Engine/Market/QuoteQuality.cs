namespace TradingAgent.Engine.Market;

/// <summary>Whether a book may be traded on.</summary>
internal enum QuoteQuality : byte
{
    Good,
    Missing,
    OneSided,
    Crossed,
    Absurd,
    Stale,
}

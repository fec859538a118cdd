namespace TradingAgent.ExchangeServer.Candles;

/// <summary>Which price a bar is made of.</summary>
internal enum CandleKind
{
    Trade,
    Mark,
    Index,

    /// <summary>Mark over index less one.</summary>
    Premium,
}

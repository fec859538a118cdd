namespace TradingAgent.Exchange.MarketSources.Recorded.Bars;

/// <summary>Prices of one stretch of time, in USD.</summary>
/// <param name="Start">Its beginning.</param>
/// <param name="Length">How long it lasts.</param>
/// <param name="Open">First price.</param>
/// <param name="High">Highest price.</param>
/// <param name="Low">Lowest price.</param>
/// <param name="Close">Last price.</param>
/// <param name="Volume">In coins; 0 when nothing was traded or the format does not say.</param>
/// <param name="Spread">Ask minus bid at the close, USD; 0 when the format does not say.</param>
public readonly record struct Bar(
    Timestamp Start,
    Duration Length,
    double Open,
    double High,
    double Low,
    double Close,
    double Volume,
    double Spread)
{
    public Timestamp End => Start + Length;
}

namespace TradingAgent.Venues.Bybit.Market;

/// <summary>The ticker fields we read, as positions in <see cref="TickerValues"/>.</summary>
internal enum TickerField
{
    Mark,
    Index,
    Bid,
    BidSize,
    Ask,
    AskSize,
    OpenInterest,
    FundingRate,
    NextFunding,
    FundingIntervalHours,
    Forward,
    BidVolatility,
    AskVolatility,
    MarkVolatility,
    Delta,
    Gamma,
    Vega,
    Theta,
    None,
}

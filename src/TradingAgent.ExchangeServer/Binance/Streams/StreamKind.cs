using TradingAgent.ExchangeServer.Binance.Market;

namespace TradingAgent.ExchangeServer.Binance.Streams;

/// <summary>The streams that are served.</summary>
internal enum StreamKind
{
    None,
    Touch,
    Depth,
    PartialDepth,
    Trade,
    AggregateTrade,
    Mark,
    Bars,
    MiniDay,
    Day,
    Forced,
    ContractNews,
    OptionMarks,
    OptionIndex,
    OptionInterest,
    OptionTrade,
    OptionDay,
    OptionNews,
}

using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;

namespace TradingAgent.ExchangeServer.Binance.Streams;

/// <summary>A feed that must hear everything that happens, because the exchange does not keep it.</summary>
internal interface IStreamEar
{
    void OnTrade(in TradePrint trade)
    {
    }

    void OnDepth(in DepthChange change)
    {
    }

    /// <summary>A liquidation.</summary>
    void OnForced(in ExecutionSnapshot execution)
    {
    }

    /// <summary>A new listing, or a new status of one.</summary>
    void OnListed(ListedInstrument instrument)
    {
    }
}

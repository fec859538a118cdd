using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;

namespace TradingAgent.Exchange;

/// <summary>
/// Hears what happened, in order, during <see cref="SimulatedExchange.Advance"/>; what a command caused is heard at
/// the beginning of the next call, hence after its answer. Implementations must not call commands from here.
/// </summary>
public interface IExchangeListener
{
    /// <summary>A level of a book changed.</summary>
    void OnDepthChanged(in DepthChange change);

    /// <summary>A public trade, after the depth change it caused.</summary>
    void OnTrade(in TradePrint trade);

    /// <summary>Mark, index, volatility, funding rate or open interest moved: read the ticker when it suits.</summary>
    void OnTickerChanged(InstrumentId instrument);

    /// <summary>An order of an account changed.</summary>
    void OnOrderChanged(in OrderSnapshot order);

    /// <summary>
    /// An account had a fill, or the venue moved its position. Comes before the order and position rows.
    /// </summary>
    void OnExecution(in ExecutionSnapshot execution);

    /// <summary>A position changed by execution or setting (not by the mark).</summary>
    void OnPositionChanged(in PositionSnapshot position);

    /// <summary>A wallet balance changed by execution, funding, delivery or transfer (not by the mark).</summary>
    void OnWalletChanged(AccountId account);

    /// <summary>A new listing, or a new status of one.</summary>
    void OnInstrumentChanged(ListedInstrument instrument);

    /// <summary>A perpetual settled its funding.</summary>
    void OnFundingSettled(in FundingSettlement settlement);

    /// <summary>A contract expired and was settled.</summary>
    void OnDelivered(in DeliverySettlement settlement);
}

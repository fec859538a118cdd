using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;
using TradingAgent.ExchangeServer.Bybit.Private;
using TradingAgent.ExchangeServer.Bybit.Topics;

namespace TradingAgent.ExchangeServer.Bybit;

/// <summary>Notes who must be told of what happened; the boards publish when the loop says so.</summary>
internal sealed class EventRelay(TopicBoard topics, PrivateBoard accounts) : IExchangeListener
{
    public void OnDepthChanged(in DepthChange change)
    {
        // The topics see by the instrument's counters that their book is stale.
    }

    public void OnTrade(in TradePrint trade) => topics.OnTrade(trade);

    public void OnTickerChanged(InstrumentId instrument)
    {
        // As above.
    }

    public void OnOrderChanged(in OrderSnapshot order) => accounts.OnOrder(order);

    public void OnExecution(in ExecutionSnapshot execution)
    {
        if (execution.Type == ExecutionType.Liquidation) topics.OnLiquidation(execution);
        accounts.OnExecution(execution);
    }

    public void OnPositionChanged(in PositionSnapshot position) => accounts.OnPosition(position);

    public void OnWalletChanged(AccountId account) => accounts.OnWallet(account);

    public void OnInstrumentChanged(ListedInstrument instrument)
    {
        if (instrument.Status == InstrumentStatus.Closed) topics.Close(instrument);
    }

    public void OnFundingSettled(in FundingSettlement settlement)
    {
        // Accounts hear of it as an execution.
    }

    public void OnDelivered(in DeliverySettlement settlement)
    {
        // As above.
    }
}

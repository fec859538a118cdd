using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;
using TradingAgent.ExchangeServer.Bybit.Private;
using TradingAgent.ExchangeServer.Bybit.Topics;
using TradingAgent.ExchangeServer.Candles;

namespace TradingAgent.ExchangeServer.Bybit;

/// <summary>Hears the exchange and notes who must be told; the boards publish when the loop says so.</summary>
internal sealed class EventRelay(
    ExchangeView view, TopicBoard topics, PrivateBoard accounts, CandleBook candles) : IExchangeListener
{
    public void OnDepthChanged(in DepthChange change) => view.Activity.OnDepth(change);

    public void OnTrade(in TradePrint trade)
    {
        view.Activity.OnTicker(trade.Instrument);
        topics.OnTrade(trade);
        candles.OnTrade(trade);
    }

    public void OnTickerChanged(InstrumentId instrument) => view.Activity.OnTicker(instrument);

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
        view.Learn(instrument);
        if (instrument.Status == InstrumentStatus.Closed)
        {
            topics.Close(instrument);
            candles.Forget(instrument);
        }
        else
        {
            candles.Learn(instrument);
        }
    }

    public void OnFundingSettled(in FundingSettlement settlement) => view.Activity.OnTicker(settlement.Instrument);

    public void OnDelivered(in DeliverySettlement settlement) => view.Activity.OnTicker(settlement.Instrument);
}

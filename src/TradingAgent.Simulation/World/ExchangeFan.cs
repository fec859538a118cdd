using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;

namespace TradingAgent.Simulation.World;

/// <summary>One exchange heard by several venues, in the order given: whoever lets it live, all are told.</summary>
internal sealed class ExchangeFan(IReadOnlyList<IExchangeListener> listeners) : IExchangeListener
{
    public void OnDepthChanged(in DepthChange change)
    {
        foreach (IExchangeListener listener in listeners) listener.OnDepthChanged(in change);
    }

    public void OnTrade(in TradePrint trade)
    {
        foreach (IExchangeListener listener in listeners) listener.OnTrade(in trade);
    }

    public void OnTickerChanged(InstrumentId instrument)
    {
        foreach (IExchangeListener listener in listeners) listener.OnTickerChanged(instrument);
    }

    public void OnOrderChanged(in OrderSnapshot order)
    {
        foreach (IExchangeListener listener in listeners) listener.OnOrderChanged(in order);
    }

    public void OnExecution(in ExecutionSnapshot execution)
    {
        foreach (IExchangeListener listener in listeners) listener.OnExecution(in execution);
    }

    public void OnPositionChanged(in PositionSnapshot position)
    {
        foreach (IExchangeListener listener in listeners) listener.OnPositionChanged(in position);
    }

    public void OnWalletChanged(AccountId account)
    {
        foreach (IExchangeListener listener in listeners) listener.OnWalletChanged(account);
    }

    public void OnInstrumentChanged(ListedInstrument instrument)
    {
        foreach (IExchangeListener listener in listeners) listener.OnInstrumentChanged(instrument);
    }

    public void OnFundingSettled(in FundingSettlement settlement)
    {
        foreach (IExchangeListener listener in listeners) listener.OnFundingSettled(in settlement);
    }

    public void OnDelivered(in DeliverySettlement settlement)
    {
        foreach (IExchangeListener listener in listeners) listener.OnDelivered(in settlement);
    }
}

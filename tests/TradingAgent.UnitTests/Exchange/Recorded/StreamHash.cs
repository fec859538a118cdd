using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;

namespace TradingAgent.UnitTests.Exchange.Recorded;

/// <summary>Hashes everything an exchange says in order, and keeps counts and the fills.</summary>
internal sealed class StreamHash : IExchangeListener
{
    public ulong Value { get; private set; } = 14695981039346656037;

    public long Depths { get; private set; }

    public long Trades { get; private set; }

    public List<ExecutionSnapshot> Executions { get; } = [];

    public List<TradePrint> Prints { get; } = [];

    public void OnDepthChanged(in DepthChange change)
    {
        Depths++;
        Mix(change.Instrument.Index);
        Mix((long)change.Side);
        Mix(change.Price.Raw);
        Mix(change.Quantity.Raw);
        Mix(change.Time.Nanoseconds);
    }

    public void OnTrade(in TradePrint trade)
    {
        Trades++;
        if (Prints.Count < 10_000) Prints.Add(trade);
        Mix(trade.Instrument.Index);
        Mix(trade.Price.Raw);
        Mix(trade.Quantity.Raw);
        Mix(trade.Time.Nanoseconds);
    }

    public void OnTickerChanged(InstrumentId instrument) => Mix(instrument.Index);

    public void OnOrderChanged(in OrderSnapshot order) => Mix((long)order.Status);

    public void OnExecution(in ExecutionSnapshot execution) => Executions.Add(execution);

    public void OnPositionChanged(in PositionSnapshot position) => Mix(position.Quantity.Raw);

    public void OnWalletChanged(AccountId account) => Mix(account.Index);

    public void OnInstrumentChanged(ListedInstrument instrument) => Mix(instrument.Id.Index);

    public void OnFundingSettled(in FundingSettlement settlement) => Mix(1);

    public void OnDelivered(in DeliverySettlement settlement) => Mix(2);

    private void Mix(long value) => Value = unchecked((Value ^ (ulong)value) * 1099511628211);
}

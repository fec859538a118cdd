using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;

namespace TradingAgent.UnitTests.Exchange;

/// <summary>Keeps what it hears, and folds all of it into one number.</summary>
internal sealed class RecordingListener : IExchangeListener
{
    public List<DepthChange> Depth { get; } = [];

    public List<TradePrint> Trades { get; } = [];

    public List<OrderSnapshot> Orders { get; } = [];

    public List<ExecutionSnapshot> Executions { get; } = [];

    public List<PositionSnapshot> Positions { get; } = [];

    public List<ListedInstrument> Instruments { get; } = [];

    public List<FundingSettlement> Fundings { get; } = [];

    public List<DeliverySettlement> Deliveries { get; } = [];

    /// <summary>The kinds of private and public events in order of arrival.</summary>
    public List<string> Sequence { get; } = [];

    public bool KeepsPublic { get; init; } = true;

    public ulong Digest { get; private set; } = 14695981039346656037;

    public void OnDepthChanged(in DepthChange change)
    {
        Fold(
            change.Instrument.Index, (long)change.Side, change.Price.Raw, change.Quantity.Raw, change.Time.Nanoseconds);
        if (KeepsPublic) Depth.Add(change);
    }

    public void OnTrade(in TradePrint trade)
    {
        Fold(trade.Instrument.Index, (long)trade.TakerSide, trade.Price.Raw, trade.Quantity.Raw, trade.Id);
        Sequence.Add("trade");
        if (KeepsPublic) Trades.Add(trade);
    }

    public void OnTickerChanged(InstrumentId instrument) => Fold(instrument.Index, 1, 2, 3, 4);

    public void OnOrderChanged(in OrderSnapshot order)
    {
        Fold(order.Id.Value, (long)order.Status, order.Price.Raw, order.Filled.Raw, order.Sequence);
        Sequence.Add("order");
        Orders.Add(order);
    }

    public void OnExecution(in ExecutionSnapshot execution)
    {
        Fold(
            execution.Id, execution.Order.Value, execution.Price.Raw, execution.Quantity.Raw,
            (long)(execution.Fee * 1e8m));
        Sequence.Add("execution");
        Executions.Add(execution);
    }

    public void OnPositionChanged(in PositionSnapshot position)
    {
        Fold(position.Instrument.Index, position.Quantity.Raw, position.Sequence, 7, 8);
        Sequence.Add("position");
        Positions.Add(position);
    }

    public void OnWalletChanged(AccountId account)
    {
        Fold(account.Index, 11, 12, 13, 14);
        Sequence.Add("wallet");
    }

    public void OnInstrumentChanged(ListedInstrument instrument)
    {
        Fold(instrument.Id.Index, (long)instrument.Status, 21, 22, 23);
        Instruments.Add(instrument);
    }

    public void OnFundingSettled(in FundingSettlement settlement)
    {
        Fold(settlement.Instrument.Index, (long)(settlement.Rate * 1e8m), 31, 32, 33);
        Fundings.Add(settlement);
    }

    public void OnDelivered(in DeliverySettlement settlement)
    {
        Fold(settlement.Instrument.Index, (long)(settlement.DeliveryPrice * 1e8m), 41, 42, 43);
        Deliveries.Add(settlement);
    }

    private void Fold(params ReadOnlySpan<long> values)
    {
        unchecked
        {
            foreach (long value in values)
            {
                Digest = (Digest ^ (ulong)value) * 1099511628211;
                Digest ^= Digest >> 29;
            }
        }
    }
}

using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;

namespace TradingAgent.Exchange;

/// <summary>Keeps what a command caused, in order, until the next advance delivers it.</summary>
internal sealed class EventBuffer : IExchangeListener
{
    private readonly List<(Kind Kind, int Index)> _order = [];
    private readonly List<DepthChange> _depth = [];
    private readonly List<TradePrint> _trades = [];
    private readonly List<InstrumentId> _tickers = [];
    private readonly List<OrderSnapshot> _orders = [];
    private readonly List<ExecutionSnapshot> _executions = [];
    private readonly List<PositionSnapshot> _positions = [];
    private readonly List<AccountId> _wallets = [];
    private readonly List<ListedInstrument> _instruments = [];

    private enum Kind : byte
    {
        Depth,
        Trade,
        Ticker,
        Order,
        Execution,
        Position,
        Wallet,
        Instrument,
    }

    public void Deliver(IExchangeListener listener)
    {
        foreach ((Kind kind, int index) in _order) Deliver(kind, index, listener);
        Clear();
    }

    public void Clear()
    {
        _order.Clear();
        _depth.Clear();
        _trades.Clear();
        _tickers.Clear();
        _orders.Clear();
        _executions.Clear();
        _positions.Clear();
        _wallets.Clear();
        _instruments.Clear();
    }

    public void OnDepthChanged(in DepthChange change) => Keep(Kind.Depth, _depth, change);

    public void OnTrade(in TradePrint trade) => Keep(Kind.Trade, _trades, trade);

    public void OnTickerChanged(InstrumentId instrument) => Keep(Kind.Ticker, _tickers, instrument);

    public void OnOrderChanged(in OrderSnapshot order) => Keep(Kind.Order, _orders, order);

    public void OnExecution(in ExecutionSnapshot execution) => Keep(Kind.Execution, _executions, execution);

    public void OnPositionChanged(in PositionSnapshot position) => Keep(Kind.Position, _positions, position);

    public void OnWalletChanged(AccountId account) => Keep(Kind.Wallet, _wallets, account);

    public void OnInstrumentChanged(ListedInstrument instrument) => Keep(Kind.Instrument, _instruments, instrument);

    /// <summary>Never caused by a command.</summary>
    public void OnFundingSettled(in FundingSettlement settlement) => throw new NotSupportedException();

    /// <summary>Never caused by a command.</summary>
    public void OnDelivered(in DeliverySettlement settlement) => throw new NotSupportedException();

    private void Deliver(Kind kind, int index, IExchangeListener listener)
    {
        switch (kind)
        {
            case Kind.Depth: listener.OnDepthChanged(_depth[index]); break;
            case Kind.Trade: listener.OnTrade(_trades[index]); break;
            case Kind.Ticker: listener.OnTickerChanged(_tickers[index]); break;
            case Kind.Order: listener.OnOrderChanged(_orders[index]); break;
            case Kind.Execution: listener.OnExecution(_executions[index]); break;
            case Kind.Position: listener.OnPositionChanged(_positions[index]); break;
            case Kind.Wallet: listener.OnWalletChanged(_wallets[index]); break;
            case Kind.Instrument: listener.OnInstrumentChanged(_instruments[index]); break;
            default: throw new InvalidOperationException($"No such kind of event: {kind}.");
        }
    }

    private void Keep<T>(Kind kind, List<T> list, in T item)
    {
        _order.Add((kind, list.Count));
        list.Add(item);
    }
}

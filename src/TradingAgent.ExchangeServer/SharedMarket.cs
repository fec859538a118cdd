using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;
using TradingAgent.ExchangeServer.Candles;

namespace TradingAgent.ExchangeServer;

/// <summary>
/// What every front shows of the one exchange: its view, its bars, and the only ear that it has. Each front hears what
/// happened after the view has learnt it.
/// </summary>
internal sealed class SharedMarket : IExchangeListener
{
    private readonly SimulatedExchange _exchange;
    private readonly List<IExchangeListener> _fronts = [];

    public SharedMarket(SimulatedExchange exchange, double pace)
    {
        _exchange = exchange;
        View = new ExchangeView(exchange);
        Candles = new CandleBook(exchange, pace);
        foreach (ListedInstrument instrument in exchange.Instruments) Candles.Learn(instrument);
    }

    public ExchangeView View { get; }

    public CandleBook Candles { get; }

    public void Add(IExchangeListener front) => _fronts.Add(front);

    /// <summary>Brings the exchange to the moment; a clock that was set back stands still for it.</summary>
    public void Advance(Timestamp now)
    {
        if (now >= _exchange.Now) _exchange.Advance(now, this);
    }

    public void OnDepthChanged(in DepthChange change)
    {
        View.Activity.OnDepth(change);
        foreach (IExchangeListener front in _fronts) front.OnDepthChanged(change);
    }

    public void OnTrade(in TradePrint trade)
    {
        View.Activity.OnTicker(trade.Instrument);
        Candles.OnTrade(trade);
        foreach (IExchangeListener front in _fronts) front.OnTrade(trade);
    }

    public void OnTickerChanged(InstrumentId instrument)
    {
        View.Activity.OnTicker(instrument);
        foreach (IExchangeListener front in _fronts) front.OnTickerChanged(instrument);
    }

    public void OnOrderChanged(in OrderSnapshot order)
    {
        foreach (IExchangeListener front in _fronts) front.OnOrderChanged(order);
    }

    public void OnExecution(in ExecutionSnapshot execution)
    {
        foreach (IExchangeListener front in _fronts) front.OnExecution(execution);
    }

    public void OnPositionChanged(in PositionSnapshot position)
    {
        foreach (IExchangeListener front in _fronts) front.OnPositionChanged(position);
    }

    public void OnWalletChanged(AccountId account)
    {
        foreach (IExchangeListener front in _fronts) front.OnWalletChanged(account);
    }

    public void OnInstrumentChanged(ListedInstrument instrument)
    {
        View.Learn(instrument);
        if (instrument.Status == InstrumentStatus.Closed) Candles.Forget(instrument);
        else Candles.Learn(instrument);
        foreach (IExchangeListener front in _fronts) front.OnInstrumentChanged(instrument);
    }

    public void OnFundingSettled(in FundingSettlement settlement)
    {
        View.Activity.OnTicker(settlement.Instrument);
        foreach (IExchangeListener front in _fronts) front.OnFundingSettled(settlement);
    }

    public void OnDelivered(in DeliverySettlement settlement)
    {
        View.Activity.OnTicker(settlement.Instrument);
        foreach (IExchangeListener front in _fronts) front.OnDelivered(settlement);
    }
}

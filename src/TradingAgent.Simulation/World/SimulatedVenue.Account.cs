using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;

namespace TradingAgent.Simulation.World;

/// <content>What the account is told.</content>
internal sealed partial class SimulatedVenue
{
    /// <summary>Tells again the account's executions since a moment, and its balances.</summary>
    public void TellExecutions(Timestamp since, List<EngineEvent> events)
    {
        foreach (ExecutionSnapshot execution in _exchange.Executions(_account))
        {
            if (execution.Time >= since)
                events.Add(_translator.Translate(execution, _exchange.Find(execution.Instrument)!.Terms));
        }
        TellWallet();
        events.AddRange(_events);
        _events.Clear();
    }

    /// <summary>The venue's name of one of our orders.</summary>
    public OrderKey KeyOf(ClientOrderId id) => new(OrderId.None, _translator.TextOf(id));

    /// <summary>Our name of an order; none for a stranger's.</summary>
    public ClientOrderId IdOf(in OrderSnapshot order) => _translator.IdOf(order.ClientId);

    public void OnOrderChanged(in OrderSnapshot order)
    {
        if (order.Account != _account) return;
        OnOrder?.Invoke(order);
        if (_translator.TryTranslate(order, out EngineEvent change)) _events.Add(change);
    }

    public void OnExecution(in ExecutionSnapshot execution)
    {
        if (execution.Type == ExecutionType.Liquidation && _tellsAll)
            TellLiquidation(execution);
        if (execution.Account != _account) return;
        OnExecuted?.Invoke(execution);
        _events.Add(_translator.Translate(execution, _exchange.Find(execution.Instrument)!.Terms));
    }

    public void OnPositionChanged(in PositionSnapshot position)
    {
        if (position.Account != _account || !_tellsAll) return;
        TellPosition(position, reportId: 0);
        InstrumentTerms terms = _exchange.Find(position.Instrument)!.Terms;
        if (terms.IsOption) TellGreeks(terms.BaseCoin);
    }

    public void OnWalletChanged(AccountId account)
    {
        if (account == _account) TellWallet();
    }

    private void TellPosition(in PositionSnapshot position, int reportId) =>
        Add(EventKind.PositionReported, position.Instrument).Position = new PositionReported(
            position.Quantity, new Price(FixedPoint.FromDecimal(position.AveragePrice)), position.Sequence, reportId);

    private void TellGreeks(CurrencyId coin)
    {
        VenueGreeks sum = default;
        foreach (PositionSnapshot position in _exchange.Positions(_account))
        {
            InstrumentTerms terms = _exchange.Find(position.Instrument)!.Terms;
            if (terms.IsOption && terms.BaseCoin == coin) sum += position.Greeks;
        }
        Add(EventKind.CoinGreeksReported, InstrumentId.None).CoinGreeks =
            new CoinGreeksReported(coin, sum.Delta, sum.Gamma, sum.VegaPerPoint, sum.ThetaPerDay);
    }

    private void TellWallet()
    {
        WalletSnapshot wallet = _exchange.Wallet(_account);
        foreach (CoinBalance coin in wallet.Coins) TellBalance(coin);
        if (!_tellsAll) return;
        Add(EventKind.MarginReported, InstrumentId.None).Margin = new MarginReported(
            wallet.TotalInitialMarginUsd, wallet.TotalMaintenanceMarginUsd, wallet.TotalMarginBalanceUsd);
    }

    private void TellBalance(in CoinBalance coin) => Add(EventKind.BalanceReported, InstrumentId.None).Balance =
        new BalanceReported(
            coin.Currency, FixedPoint.FromDecimal(coin.WalletBalance), FixedPoint.FromDecimal((decimal)coin.Equity));
}

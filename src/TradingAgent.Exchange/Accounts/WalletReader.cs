using TradingAgent.Exchange.Listings;

namespace TradingAgent.Exchange.Accounts;

/// <summary>Adds an account up: equity and margins per coin and in USD, at the marks of the moment.</summary>
internal sealed class WalletReader(UnderlyingSlot?[] underlyings)
{
    private readonly double[] _unrealised = new double[CurrencyId.Capacity];
    private readonly double[] _options = new double[CurrencyId.Capacity];
    private readonly double[] _orderMargin = new double[CurrencyId.Capacity];
    private readonly double[] _positionMargin = new double[CurrencyId.Capacity];
    private readonly double[] _maintenance = new double[CurrencyId.Capacity];

    /// <summary>USD per coin; 1 for the dollar-like ones, the index for the rest.</summary>
    public double UsdRate(CurrencyId currency) =>
        currency.IsDollarLike ? 1 : underlyings[currency.Index]?.Index ?? 0;

    /// <summary>Initial margin with open orders, maintenance margin and margin balance, all in USD.</summary>
    public MarginTotals Totals(SimulatedAccount account)
    {
        Collect(account);
        double initial = 0;
        double maintenance = 0;
        double balance = 0;
        for (int i = 1; i < CurrencyId.Capacity; i++)
        {
            var currency = new CurrencyId((byte)i);
            double rate = UsdRate(currency);
            initial += (_orderMargin[i] + _positionMargin[i]) * rate;
            maintenance += _maintenance[i] * rate;
            balance += ((double)account.Balance(currency) + _unrealised[i]) * rate;
        }
        return new MarginTotals(initial, maintenance, balance);
    }

    public WalletSnapshot Read(SimulatedAccount account, Timestamp now)
    {
        MarginTotals totals = Totals(account);
        var coins = new List<CoinBalance>();
        double wallet = 0;
        double equity = 0;
        double unrealised = 0;
        for (int i = 1; i < CurrencyId.Capacity; i++)
        {
            var currency = new CurrencyId((byte)i);
            if (!account.HasSeen(currency) && _unrealised[i] == 0 && _options[i] == 0) continue;
            CoinBalance coin = Coin(account, currency);
            coins.Add(coin);
            wallet += (double)coin.WalletBalance * coin.UsdRate;
            equity += coin.Equity * coin.UsdRate;
            unrealised += coin.UnrealisedPnl * coin.UsdRate;
        }
        return new WalletSnapshot
        {
            Account = account.Id,
            Time = now,
            TotalEquityUsd = equity,
            TotalWalletBalanceUsd = wallet,
            TotalMarginBalanceUsd = totals.Balance,
            TotalUnrealisedPnlUsd = unrealised,
            TotalInitialMarginUsd = totals.Initial,
            TotalMaintenanceMarginUsd = totals.Maintenance,
            TotalAvailableUsd = Math.Max(0, totals.Balance - totals.Initial),
            Coins = coins,
        };
    }

    private CoinBalance Coin(SimulatedAccount account, CurrencyId currency)
    {
        int i = currency.Index;
        decimal balance = account.Balance(currency);
        return new CoinBalance
        {
            Currency = currency,
            WalletBalance = balance,
            UnrealisedPnl = _unrealised[i],
            OptionValue = _options[i],
            Equity = (double)balance + _unrealised[i] + _options[i],
            UsdRate = UsdRate(currency),
            OrderInitialMargin = _orderMargin[i],
            PositionInitialMargin = _positionMargin[i],
            PositionMaintenanceMargin = _maintenance[i],
            CumulativeRealisedPnl = account.Realised(currency),
        };
    }

    private void Collect(SimulatedAccount account)
    {
        Array.Clear(_unrealised);
        Array.Clear(_options);
        Array.Clear(_orderMargin);
        Array.Clear(_positionMargin);
        Array.Clear(_maintenance);
        foreach (Position position in account.Positions)
        {
            if (position.Quantity == 0 && position.OpenBuys == 0 && position.OpenSells == 0) continue;
            InstrumentSlot slot = position.Slot;
            int i = slot.Terms.SettleCoin.Index;
            if (slot.Terms.IsOption) _options[i] += slot.ValueAtMark(FixedPoint.ToDouble(position.Quantity));
            else _unrealised[i] += position.UnrealisedPnl();
            double premium = slot.Terms.IsOption && position.OpenBuys > 0 ? OpenBuyPremium(account, slot.Id) : 0;
            PositionMargin margin = MarginModel.Of(position, premium);
            _positionMargin[i] += margin.Position;
            _orderMargin[i] += margin.Orders;
            _maintenance[i] += margin.Maintenance;
        }
    }

    private static double OpenBuyPremium(SimulatedAccount account, InstrumentId instrument)
    {
        double sum = 0;
        foreach (AccountOrder order in account.OpenOrders)
        {
            if (order.Instrument != instrument || order.Side != Side.Buy || order.IsWaiting) continue;
            sum += FixedPoint.ToDouble(order.Leaves) * FixedPoint.ToDouble(order.Price);
        }
        return sum;
    }
}

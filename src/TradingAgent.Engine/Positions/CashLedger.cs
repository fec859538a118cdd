using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Positions;

/// <summary>
/// Wallets, fees and funding per currency, exact, with the rate to USD and its age. Each venue has a wallet
/// of its own in every currency: what one venue says replaces what it said before, not what another one holds.
/// </summary>
internal sealed class CashLedger
{
    private readonly CashEntry[] _entries = new CashEntry[CurrencyId.Capacity];
    private readonly decimal[] _wallets = new decimal[VenueId.Capacity * CurrencyId.Capacity];

    // The same as doubles, and realised plus funding less fees: every tick reads them, and nearly all are zero.
    private readonly double[] _totals = new double[CurrencyId.Capacity];
    private readonly double[] _atVenues = new double[VenueId.Capacity * CurrencyId.Capacity];
    private readonly double[] _booked = new double[CurrencyId.Capacity];

    // The price at which a coin's wallet was valued last, and what its moves have brought since the engine began, USD.
    private readonly double[] _valuedAt = new double[CurrencyId.Capacity];
    private readonly double[] _revalued = new double[CurrencyId.Capacity];

    public CashLedger() => _entries[CurrencyId.Usd.Index].UsdPerUnit = 1;

    public ref readonly CashEntry this[CurrencyId currency] => ref _entries[currency.Index];

    /// <summary>
    /// USD for one unit. A dollar-like coin nobody rated is taken at par for display and bars new risk elsewhere; any
    /// other unrated coin is worth nothing known, and its holdings stay out of USD totals.
    /// </summary>
    public double UsdPerUnit(CurrencyId currency)
    {
        double rate = _entries[currency.Index].UsdPerUnit;
        return rate > 0 ? rate : currency.IsDollarLike ? 1 : 0;
    }

    /// <summary>Realised plus funding less fees, over all currencies, USD at today's rates.</summary>
    public double BookedUsd() => Usd(_booked);

    /// <summary>Wallets of all venues over all currencies, USD at today's rates.</summary>
    public double WalletUsd() => Usd(_totals);

    /// <summary>What the coins in the wallets gained by their prices where that is P&amp;L, USD.</summary>
    public double RevaluedUsd()
    {
        double sum = 0;
        foreach (double gained in _revalued) sum += gained;
        return sum;
    }

    /// <inheritdoc cref="RevaluedUsd()"/>
    public double RevaluedUsd(CurrencyId coin) => _revalued[coin.Index];

    /// <summary>
    /// A coin has a new price. Where its equity counts as delta, what is in the wallets gains and loses with it: a
    /// hedge of it that loses while it gains has lost nothing. What was booked in the coin is left out, for that is
    /// counted at today's rate already, and what options of it have cost is put back, for they count from their cost.
    /// </summary>
    /// <param name="coin">Which.</param>
    /// <param name="usdPerUnit">Its price, USD.</param>
    /// <param name="optionCost">What the options held and paid in the coin have cost, coins.</param>
    /// <param name="counts">True where its equity is delta.</param>
    public void Revalue(CurrencyId coin, double usdPerUnit, double optionCost, bool counts)
    {
        double before = _valuedAt[coin.Index];
        _valuedAt[coin.Index] = usdPerUnit;
        if (!counts || before <= 0) return;
        double held = _totals[coin.Index] - _booked[coin.Index] + optionCost;
        if (held != 0) _revalued[coin.Index] += held * (usdPerUnit - before);
    }

    /// <summary>Fees paid over all currencies, USD at today's rates.</summary>
    public double FeesUsd()
    {
        double sum = 0;
        for (int i = 1; i < CurrencyId.Capacity; i++)
            sum += (double)_entries[i].Fees * UsdPerUnit(new CurrencyId((byte)i));
        return sum;
    }

    /// <summary>Realised over all currencies, fees not taken off, USD at today's rates.</summary>
    public double RealisedUsd()
    {
        double sum = 0;
        for (int i = 1; i < CurrencyId.Capacity; i++)
            sum += (double)_entries[i].Realised * UsdPerUnit(new CurrencyId((byte)i));
        return sum;
    }

    /// <summary>Wallets of one venue over all currencies, USD at today's rates.</summary>
    public double WalletUsd(VenueId venue) => Usd(_atVenues.AsSpan(At(venue, CurrencyId.None), CurrencyId.Capacity));

    /// <summary>What one venue holds of a currency.</summary>
    public decimal WalletAt(VenueId venue, CurrencyId currency) => _wallets[At(venue, currency)];

    /// <summary>Books a trade: what it realised, what moved in the venue's wallet, and its fee.</summary>
    public void OnTrade(
        VenueId venue, CurrencyId settle, decimal realised, decimal walletChange, CurrencyId feeCurrency, decimal fee)
    {
        _entries[settle.Index].Realised += realised;
        _entries[feeCurrency.Index].Fees += fee;
        Move(venue, settle, walletChange);
        Move(venue, feeCurrency, -fee);
        Sum(settle.Index);
        Sum(feeCurrency.Index);
    }

    public void OnFunding(VenueId venue, CurrencyId currency, decimal received)
    {
        _entries[currency.Index].Funding += received;
        Move(venue, currency, received);
        Sum(currency.Index);
    }

    public void OnBalance(VenueId venue, CurrencyId currency, decimal wallet) =>
        Move(venue, currency, wallet - _wallets[At(venue, currency)]);

    public void OnRate(CurrencyId currency, double usdPerUnit, Timestamp at)
    {
        if (!double.IsFinite(usdPerUnit) || usdPerUnit <= 0) return;
        _entries[currency.Index].UsdPerUnit = usdPerUnit;
        _entries[currency.Index].RateAt = at;
    }

    public void Save(ref SnapshotWriter writer)
    {
        writer.Write<CashEntry>(_entries);
        writer.Write<decimal>(_wallets);
        writer.Write<double>(_valuedAt);
        writer.Write<double>(_revalued);
    }

    public void Load(ref SnapshotReader reader)
    {
        reader.Read<CashEntry>(_entries);
        reader.Read<decimal>(_wallets);
        reader.Read<double>(_valuedAt);
        reader.Read<double>(_revalued);
        for (int i = 1; i < CurrencyId.Capacity; i++) Sum(i);
        for (int i = 0; i < _entries.Length; i++) _totals[i] = (double)_entries[i].Wallet;
        for (int i = 0; i < _wallets.Length; i++) _atVenues[i] = (double)_wallets[i];
    }

    private double Usd(ReadOnlySpan<double> amounts)
    {
        double sum = 0;
        for (int i = 1; i < amounts.Length; i++)
            if (amounts[i] != 0) sum += amounts[i] * UsdPerUnit(new CurrencyId((byte)i));
        return sum;
    }

    private static int At(VenueId venue, CurrencyId currency) =>
        (venue.Index * CurrencyId.Capacity) + currency.Index;

    private void Move(VenueId venue, CurrencyId currency, decimal change)
    {
        int at = At(venue, currency);
        _wallets[at] += change;
        _atVenues[at] = (double)_wallets[at];
        _entries[currency.Index].Wallet += change;
        _totals[currency.Index] = (double)_entries[currency.Index].Wallet;
    }

    private void Sum(int currency)
    {
        ref readonly CashEntry entry = ref _entries[currency];
        _booked[currency] = (double)(entry.Realised + entry.Funding - entry.Fees);
    }
}

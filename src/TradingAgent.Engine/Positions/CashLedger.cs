using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Positions;

/// <summary>Wallets, fees, funding and transfers per currency, exact, with the rate to USD and its age.</summary>
internal sealed class CashLedger
{
    private readonly CashEntry[] _entries = new CashEntry[CurrencyId.Capacity];

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
    public double BookedUsd()
    {
        double sum = 0;
        for (int i = 1; i < CurrencyId.Capacity; i++)
        {
            ref readonly CashEntry entry = ref _entries[i];
            sum += (double)(entry.Realised + entry.Funding - entry.Fees) * UsdPerUnit(new CurrencyId((byte)i));
        }
        return sum;
    }

    /// <summary>Sum of a column over all currencies, USD at today's rates.</summary>
    public double WalletUsd()
    {
        double sum = 0;
        for (int i = 1; i < CurrencyId.Capacity; i++)
            sum += (double)_entries[i].Wallet * UsdPerUnit(new CurrencyId((byte)i));
        return sum;
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

    /// <summary>Deposits less withdrawals over all currencies, USD at today's rates.</summary>
    public double TransferredUsd()
    {
        double sum = 0;
        for (int i = 1; i < CurrencyId.Capacity; i++)
            sum += (double)_entries[i].Transferred * UsdPerUnit(new CurrencyId((byte)i));
        return sum;
    }

    /// <summary>Books a trade: what it realised, what moved in the wallet, and its fee.</summary>
    public void OnTrade(CurrencyId settle, decimal realised, decimal walletChange, CurrencyId feeCurrency, decimal fee)
    {
        _entries[settle.Index].Realised += realised;
        _entries[settle.Index].Wallet += walletChange;
        _entries[feeCurrency.Index].Fees += fee;
        _entries[feeCurrency.Index].Wallet -= fee;
    }

    public void OnFunding(CurrencyId currency, decimal received)
    {
        _entries[currency.Index].Funding += received;
        _entries[currency.Index].Wallet += received;
    }

    public void OnTransfer(CurrencyId currency, decimal received)
    {
        _entries[currency.Index].Transferred += received;
        _entries[currency.Index].Wallet += received;
    }

    public void OnBalance(CurrencyId currency, decimal wallet) => _entries[currency.Index].Wallet = wallet;

    public void OnRate(CurrencyId currency, double usdPerUnit, Timestamp at)
    {
        if (!double.IsFinite(usdPerUnit) || usdPerUnit <= 0) return;
        _entries[currency.Index].UsdPerUnit = usdPerUnit;
        _entries[currency.Index].RateAt = at;
    }

    public void Save(ref SnapshotWriter writer) => writer.Write<CashEntry>(_entries);

    public void Load(ref SnapshotReader reader) => reader.Read<CashEntry>(_entries);
}

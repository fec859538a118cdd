using TradingAgent.Exchange.Accounts;

namespace TradingAgent.ExchangeServer.Binance.Limits;

/// <summary>
/// New orders and amendments of each account in each ten seconds and each minute of the exchange's clock. Cancels never
/// count. Exchange thread only.
/// </summary>
internal sealed class OrderMeter(BinanceFrontOptions options)
{
    private readonly Dictionary<AccountId, Counts> _accounts = [];

    /// <summary>False when either span is full; a refused order is not counted.</summary>
    public bool TryCount(AccountId account, (int TenSeconds, int Minute) orders, Timestamp now)
    {
        Counts counts = Of(account, now);
        bool fits = counts.InTenSeconds + orders.TenSeconds <= options.OrdersPerTenSecondsMax
            && counts.InMinute + orders.Minute <= options.OrdersPerMinuteMax;
        if (!fits) return false;
        counts.InTenSeconds += orders.TenSeconds;
        counts.InMinute += orders.Minute;
        return true;
    }

    public (int TenSeconds, int Minute) Read(AccountId account, Timestamp now)
    {
        Counts counts = Of(account, now);
        return (counts.InTenSeconds, counts.InMinute);
    }

    private Counts Of(AccountId account, Timestamp now)
    {
        if (!_accounts.TryGetValue(account, out Counts? counts)) _accounts[account] = counts = new Counts();
        long tenSeconds = now.Milliseconds / 10_000;
        long minute = now.Milliseconds / 60_000;
        if (counts.TenSeconds != tenSeconds) counts.InTenSeconds = 0;
        if (counts.Minute != minute) counts.InMinute = 0;
        counts.TenSeconds = tenSeconds;
        counts.Minute = minute;
        return counts;
    }

    private sealed class Counts
    {
        public long TenSeconds;
        public long Minute;
        public int InTenSeconds;
        public int InMinute;
    }
}

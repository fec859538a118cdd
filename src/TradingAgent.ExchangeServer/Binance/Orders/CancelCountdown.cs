using TradingAgent.Exchange.Accounts;

namespace TradingAgent.ExchangeServer.Binance.Orders;

/// <summary>
/// The dead-man switch of futures, one for each symbol of an account: when its time is not renewed, the symbol's orders
/// are cancelled, once. Exchange thread only.
/// </summary>
internal sealed class CancelCountdown(ExchangeView view)
{
    private readonly Dictionary<(AccountId Account, InstrumentId Instrument), Timestamp> _ends = [];

    /// <param name="account">Whose.</param>
    /// <param name="instrument">Which symbol.</param>
    /// <param name="milliseconds">0 turns it off.</param>
    /// <param name="now">The exchange's clock.</param>
    public void Set(AccountId account, InstrumentId instrument, long milliseconds, Timestamp now)
    {
        if (milliseconds == 0) _ends.Remove((account, instrument));
        else _ends[(account, instrument)] = now + Duration.FromMilliseconds(milliseconds);
    }

    public void Check(Timestamp now)
    {
        if (_ends.Count == 0) return;
        foreach (((AccountId account, InstrumentId instrument), Timestamp end) in _ends.ToArray())
        {
            if (now < end) continue;
            _ends.Remove((account, instrument));
            view.Exchange.CancelAllForDeadMan(account, new CancelFilter { Instrument = instrument });
        }
    }
}

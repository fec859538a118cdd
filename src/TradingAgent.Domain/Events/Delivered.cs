using TradingAgent.Domain.Identity;
using TradingAgent.Domain.Numbers;

namespace TradingAgent.Domain.Events;

/// <summary>An expired contract was settled in cash and the position is gone.</summary>
public readonly record struct Delivered
{
    private readonly Price _deliveryPrice;

    // Eight bytes and not one: what lies between two fields is whatever was there before, and events are hashed.
    private readonly ulong _currency;

    /// <param name="deliveryPrice">Settlement price of the underlying.</param>
    /// <param name="currency">Settle coin.</param>
    /// <param name="cashRaw">Received, units of 1e-8.</param>
    /// <param name="feeRaw">Paid, units of 1e-8.</param>
    /// <param name="execution">The venue's id, folded.</param>
    public Delivered(Price deliveryPrice, CurrencyId currency, long cashRaw, long feeRaw, ExecutionId execution)
    {
        (_deliveryPrice, _currency, CashRaw) = (deliveryPrice, currency.Index, cashRaw);
        (FeeRaw, Execution) = (feeRaw, execution);
    }

    public Price DeliveryPrice => _deliveryPrice;

    public CurrencyId Currency => new((byte)_currency);

    public long CashRaw { get; }

    public long FeeRaw { get; }

    public ExecutionId Execution { get; }
}

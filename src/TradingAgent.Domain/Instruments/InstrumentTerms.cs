using System.Runtime.InteropServices;
using TradingAgent.Domain.Identity;
using TradingAgent.Domain.Numbers;
using TradingAgent.Domain.Orders;
using TradingAgent.Domain.Time;

namespace TradingAgent.Domain.Instruments;

/// <summary>
/// The terms of a contract, blittable so that they travel in an event and are kept in a snapshot. Quantities are in the
/// venue's own unit: coins for linear contracts and options, USD for inverse perpetuals and futures.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public readonly record struct InstrumentTerms
{
    public ContractKind Kind { get; init; }

    public OptionSide OptionSide { get; init; }

    public VenueId Venue { get; init; }

    public CurrencyId BaseCoin { get; init; }

    public CurrencyId QuoteCoin { get; init; }

    public CurrencyId SettleCoin { get; init; }

    /// <summary>Always 0: fills the gap before the prices, so that equal terms have equal bytes.</summary>
    internal ushort Reserved { get; init; }

    /// <summary>Smallest price step.</summary>
    public Price Tick { get; init; }

    /// <summary>Smallest size step.</summary>
    public Quantity Lot { get; init; }

    public Quantity QuantityMin { get; init; }

    public Quantity QuantityMax { get; init; }

    /// <summary>Smallest price × quantity in quote currency; 0 when the venue asks for none.</summary>
    public Price NotionalMin { get; init; }

    /// <summary>
    /// Base coins per unit of quantity for linear contracts and options, USD per unit for inverse futures.
    /// </summary>
    public Quantity Multiplier { get; init; }

    /// <summary>Options only.</summary>
    public Price Strike { get; init; }

    /// <summary>Delivery time; <see cref="Timestamp.None"/> for perpetuals.</summary>
    public Timestamp Expiry { get; init; }

    public UnderlyingId Underlying => UnderlyingId.Of(BaseCoin);

    public bool IsOption => Kind is ContractKind.LinearOption or ContractKind.InverseOption;

    /// <summary>Perpetual or dated future.</summary>
    public bool IsFuture => Kind is >= ContractKind.LinearPerpetual and <= ContractKind.InverseFuture;

    public bool IsPerpetual => Kind is ContractKind.LinearPerpetual or ContractKind.InversePerpetual;

    /// <summary>Settled in the base coin.</summary>
    public bool IsInverse =>
        Kind is ContractKind.InversePerpetual or ContractKind.InverseFuture or ContractKind.InverseOption;

    /// <summary>True when the price is a positive multiple of the tick.</summary>
    public bool IsOnTick(Price price) => price.Raw > 0 && price.Raw % Tick.Raw == 0;

    /// <summary>True when the size is a positive multiple of the lot.</summary>
    public bool IsOnLot(Quantity quantity) => quantity.Raw > 0 && quantity.Raw % Lot.Raw == 0;

    /// <summary>The nearest tick that does not move towards the opposite side: down for a buy, up for a sell.</summary>
    public Price AlignPassive(Price price, Side side)
    {
        long below = price.Raw - (((price.Raw % Tick.Raw) + Tick.Raw) % Tick.Raw);
        return new Price(side == Side.Buy || below == price.Raw ? below : below + Tick.Raw);
    }

    /// <summary>The largest multiple of the lot that is not above the quantity.</summary>
    public Quantity FloorToLot(Quantity quantity) => new(quantity.Raw - (quantity.Raw % Lot.Raw));
}

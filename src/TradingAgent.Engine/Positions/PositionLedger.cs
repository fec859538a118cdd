using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Positions;

/// <summary>
/// Net quantity, cost and realised P&amp;L per instrument, exact in decimal. One rule serves every contract: a
/// position is
/// worth <see cref="ValueOf"/> at a price, its open P&amp;L is that less its cost, and closing a share of it releases
/// the
/// same share of the cost.
/// </summary>
internal sealed class PositionLedger
{
    private readonly PositionEntry[] _entries;

    public PositionLedger(EngineLimits limits) => _entries = new PositionEntry[limits.Instruments];

    public ref readonly PositionEntry this[InstrumentId id] => ref _entries[id.Index];

    /// <summary>
    /// Value of a position at a price in settle currency: q·m·P for linear contracts and all options (an inverse
    /// option's price is in coin), -q·m/P coins for inverse futures, rounded to 1e-8 as venues do.
    /// </summary>
    public static decimal ValueOf(in InstrumentTerms terms, NetQuantity quantity, decimal price)
    {
        decimal size = quantity.ToDecimal() * terms.Multiplier.ToDecimal();
        bool inverseFuture = terms.Kind is ContractKind.InversePerpetual or ContractKind.InverseFuture;
        return inverseFuture ? -decimal.Round(size / price, 8) : size * price;
    }

    /// <summary>Books a fill; returns what it realised, in settle currency, fees not taken off.</summary>
    public decimal Fill(InstrumentId id, in InstrumentTerms terms, NetQuantity quantity, Price price, Timestamp at)
    {
        decimal fillPrice = price.ToDecimal();
        if (_entries[id.Index].WithoutCost.Raw != 0) GiveCost(id, terms, fillPrice);
        ref PositionEntry entry = ref _entries[id.Index];
        entry.LastFillAt = at;
        decimal realised = 0;
        NetQuantity opening = quantity;
        bool reduces = entry.Quantity.Raw != 0 && (entry.Quantity.Raw > 0) != (quantity.Raw > 0);
        if (reduces)
        {
            long closedRaw = Math.Min(Math.Abs(entry.Quantity.Raw), Math.Abs(quantity.Raw));
            var closing = new NetQuantity(quantity.Raw > 0 ? closedRaw : -closedRaw);
            decimal released = closedRaw == Math.Abs(entry.Quantity.Raw)
                ? entry.Cost
                : decimal.Round(entry.Cost * closedRaw / Math.Abs(entry.Quantity.Raw), 8);
            realised = -ValueOf(terms, closing, fillPrice) - released;
            entry.Cost -= released;
            entry.Quantity += closing;
            entry.Realised += realised;
            opening = quantity - closing;
        }
        if (!opening.IsZero)
        {
            entry.Cost += ValueOf(terms, opening, fillPrice);
            entry.Quantity += opening;
        }
        return realised;
    }

    /// <summary>
    /// Takes over a difference the venue reported. Its cost waits for the first price: it is nobody's P&amp;L.
    /// </summary>
    public void Adopt(InstrumentId id, NetQuantity venueQuantity, long venueSequence)
    {
        ref PositionEntry entry = ref _entries[id.Index];
        if (entry.Quantity.Raw == 0 || (entry.Quantity.Raw > 0) != (venueQuantity.Raw > 0))
        {
            entry.Cost = 0;
            entry.WithoutCost = venueQuantity;
        }
        else if (Math.Abs(venueQuantity.Raw) < Math.Abs(entry.Quantity.Raw))
        {
            entry.Cost = decimal.Round(entry.Cost * venueQuantity.Raw / entry.Quantity.Raw, 12);
            // What waits for a cost shrinks by the same share; the cost that is there covers the rest.
            entry.WithoutCost = new NetQuantity(
                (long)((Int128)entry.WithoutCost.Raw * venueQuantity.Raw / entry.Quantity.Raw));
        }
        else
        {
            entry.WithoutCost += venueQuantity - entry.Quantity;
        }
        entry.Quantity = venueQuantity;
        entry.VenueSequence = Math.Max(entry.VenueSequence, venueSequence);
    }

    /// <summary>Prices what was adopted, so that its P&amp;L counts from here.</summary>
    public void GiveCost(InstrumentId id, in InstrumentTerms terms, decimal price)
    {
        ref PositionEntry entry = ref _entries[id.Index];
        entry.Cost += ValueOf(terms, entry.WithoutCost, price);
        entry.WithoutCost = NetQuantity.Zero;
    }

    /// <summary>The contract was delivered for cash: the position is gone. Returns what it realised.</summary>
    public decimal Deliver(InstrumentId id, decimal cash)
    {
        ref PositionEntry entry = ref _entries[id.Index];
        // Of one that is gone already the result was kept when it went.
        bool hasCost = entry.WithoutCost.IsZero && !entry.Quantity.IsZero;
        decimal realised = hasCost ? cash - entry.Cost : 0;
        entry.Realised += realised;
        entry.Cost = 0;
        entry.Quantity = NetQuantity.Zero;
        entry.WithoutCost = NetQuantity.Zero;
        return realised;
    }

    /// <summary>
    /// Open P&amp;L became cash and the position goes on: its cost is at the settlement price from here. Returns what
    /// that realised; what was adopted without a cost had no P&amp;L of ours to realise.
    /// </summary>
    public decimal Settle(InstrumentId id, in InstrumentTerms terms, decimal price)
    {
        if (_entries[id.Index].WithoutCost.Raw != 0) GiveCost(id, terms, price);
        ref PositionEntry entry = ref _entries[id.Index];
        if (entry.Quantity.IsZero) return 0;
        decimal cost = ValueOf(terms, entry.Quantity, price);
        decimal realised = cost - entry.Cost;
        entry.Realised += realised;
        entry.Cost = cost;
        return realised;
    }

    /// <summary>Forgets a flat position of an instrument that is gone; the cash ledger has what it realised.</summary>
    public void Clear(InstrumentId id) => _entries[id.Index] = default;

    public void SetVenueSequence(InstrumentId id, long sequence)
    {
        if (sequence > _entries[id.Index].VenueSequence) _entries[id.Index].VenueSequence = sequence;
    }

    public void Save(ref SnapshotWriter writer, int count) => writer.Write<PositionEntry>(_entries.AsSpan(0, count));

    public void Load(ref SnapshotReader reader, int count) => reader.Read(_entries.AsSpan(0, count));
}

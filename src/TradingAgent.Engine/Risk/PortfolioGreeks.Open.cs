using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Market;
using TradingAgent.Engine.Positions;

namespace TradingAgent.Engine.Risk;

/// <summary>What positions are worth and gain: of everything, and of single instruments by the same prices.</summary>
internal sealed partial class PortfolioGreeks
{
    /// <summary>Value less cost of everything priced, USD.</summary>
    public double OpenUsd()
    {
        double sum = 0;
        UnderlyingSet known = Known;
        while (known.TryTake(out UnderlyingId underlying)) sum += this[underlying].OpenUsd;
        return sum;
    }

    /// <summary>What everything held adds to the wallets: options' value and futures' open result, USD.</summary>
    public double HoldingsUsd()
    {
        double sum = 0;
        UnderlyingSet known = Known;
        while (known.TryTake(out UnderlyingId underlying))
            sum += this[underlying].FuturesOpenUsd + this[underlying].OptionValueUsd;
        return sum;
    }

    /// <summary>The same of what is held at one venue.</summary>
    public double HoldingsUsd(VenueId venue)
    {
        double sum = 0;
        UnderlyingSet known = Known;
        while (known.TryTake(out UnderlyingId underlying)) sum += At(underlying, venue).ValueUsd;
        return sum;
    }

    /// <summary>What the options held of an underlying that are paid in its coin have cost, coins.</summary>
    public double CoinOptionCost(UnderlyingId underlying)
    {
        double sum = 0;
        foreach (ref readonly LegGroup group in Groups)
        {
            if (group.Inverse == 0 || group.Underlying != underlying.Index) continue;
            foreach (double cost in _legs.Costs.AsSpan(group.First, group.Count)) sum += cost;
        }
        return sum;
    }

    /// <summary>Value less cost of a position, USD; 0 while it has no cost or no price.</summary>
    public double OpenUsdOf(InstrumentId id)
    {
        ref readonly PositionEntry position = ref _positions[id];
        if (position.Quantity.IsZero || !position.WithoutCost.IsZero) return 0;
        ref readonly InstrumentTerms terms = ref _listings.Terms(id);
        double spot = _curve.Spot(terms.Underlying);
        if (spot <= 0) return 0;
        double rate = terms.IsInverse ? spot : _cash.UsdPerUnit(terms.SettleCoin);
        double cost = (double)position.Cost;
        double size = position.Quantity.ToDouble() * terms.Multiplier.ToDouble();
        if (terms.IsOption)
        {
            double price = OptionPrice(id, terms);
            return price > 0 ? ((size * price) - cost) * rate : 0;
        }
        ref readonly MarkView mark = ref _market.Mark(id);
        double at = mark.Mark.Raw > 0 ? mark.Mark.ToDouble() : spot;
        return ((terms.IsInverse ? -(size / at) : size * at) - cost) * rate;
    }

    /// <summary>Our own price where our formula speaks, else the venue's mark; settle currency, 0 if neither.</summary>
    private double OptionPrice(InstrumentId id, in InstrumentTerms terms)
    {
        int leg = _legOf[id.Index] - 1;
        if (leg < 0 || _rebuild != 0 || !IsOurs(_legs.Quality[leg])) return _market.Option(id).Mark.ToDouble();
        double forward = _curve.Forward(_curve.SlotOf(id));
        return terms.IsInverse ? forward > 0 ? _legs.Prices[leg] / forward : 0 : _legs.Prices[leg];
    }
}

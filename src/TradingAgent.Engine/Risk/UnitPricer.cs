using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Market;
using TradingAgent.Engine.Positions;
using TradingAgent.Quant.Maths;
using TradingAgent.Quant.Options;

namespace TradingAgent.Engine.Risk;

/// <summary>
/// The risk of one unit of an instrument that need not be held: of a future exactly, of an option from its own fresh
/// volatility on its expiry's forward. What cannot be priced is said, never zero.
/// </summary>
internal sealed class UnitPricer
{
    private readonly EngineClock _clock;
    private readonly EngineParameters _parameters;
    private readonly Listings _listings;
    private readonly MarketState _market;
    private readonly ForwardCurve _curve;
    private readonly CashLedger _cash;

    public UnitPricer(
        EngineClock clock, EngineParameters parameters, Listings listings, MarketState market, ForwardCurve curve,
        CashLedger cash)
    {
        (_clock, _parameters, _listings) = (clock, parameters, listings);
        (_market, _curve, _cash) = (market, curve, cash);
    }

    /// <summary>The risk of one unit; false when it cannot be told now.</summary>
    public bool TryPrice(InstrumentId id, out UnitRisk unit)
    {
        unit = default;
        ref readonly InstrumentTerms terms = ref _listings.Terms(id);
        double spot = _curve.Spot(terms.Underlying);
        if (spot <= 0) return false;
        if (terms.IsFuture)
        {
            unit = new UnitRisk(OrderExposure.UnitDelta(terms, spot), 0, 0, 0);
            return true;
        }
        ref readonly OptionView option = ref _market.Option(id);
        double forward = _curve.Forward(_curve.SlotOf(id));
        bool fresh = _clock.Age(option.At) <= _parameters.Milliseconds(ParameterId.LegAgeMax);
        if (forward <= 0 || option.MarkVolatility <= 0 || !fresh) return false;
        OptionGreeks greeks = Black76.Evaluate(
            terms.OptionSide == OptionSide.Call, forward, terms.Strike.ToDouble(), YearsLeft(terms),
            option.MarkVolatility);
        if (greeks.Status != PricingStatus.Ok) return false;
        unit = InUnderlying(terms, greeks, forward, spot);
        return true;
    }

    /// <summary>To expiry, years.</summary>
    public double YearsLeft(in InstrumentTerms terms) =>
        YearFraction.FromNanoseconds(Math.Max(0, (terms.Expiry - _clock.Now).Nanoseconds));

    /// <summary>In coins of the reference price and in USD, as the portfolio counts a leg.</summary>
    private UnitRisk InUnderlying(in InstrumentTerms terms, in OptionGreeks greeks, double forward, double spot)
    {
        double ratio = forward / spot;
        double open = OpenShare.Of(_parameters, terms.Underlying, terms.Expiry, _clock.Now);
        double size = terms.Multiplier.ToDouble();
        double gamma = greeks.Gamma * open;
        if (!terms.IsInverse)
        {
            double rate = open * _cash.UsdPerUnit(terms.SettleCoin);
            return size * new UnitRisk(
                greeks.Delta * open * ratio, gamma * ratio * ratio, greeks.VegaPerPoint * rate,
                greeks.ThetaPerDay * rate);
        }
        double coins = greeks.Price / forward;
        double netTransaction = (greeks.Delta - coins) * open;
        bool inUsd = _parameters[ParameterId.Numeraire, terms.Underlying] == 0;
        double delta = inUsd ? netTransaction + coins : netTransaction;
        gamma -= inUsd ? 0 : netTransaction / forward;
        return size * new UnitRisk(
            delta * ratio, gamma * ratio * ratio, greeks.VegaPerPoint * open, greeks.ThetaPerDay * open);
    }
}

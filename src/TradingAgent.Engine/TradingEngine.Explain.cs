using TradingAgent.Engine.Market;
using TradingAgent.Engine.Scaling;

namespace TradingAgent.Engine;

/// <summary>What a decision was made of, for whoever explains it; nothing here changes state.</summary>
public sealed partial class TradingEngine
{
    /// <summary>What the policies of an underlying last saw.</summary>
    public ScalingInputs ScalingInputsOf(UnderlyingId underlying) => ScalingInputs.Of(_scaling.View(underlying));

    /// <summary>
    /// The option legs that are wanted of an underlying, in the order of the plan, and why each is not being made;
    /// None when nothing stands in its way.
    /// </summary>
    public IReadOnlyList<(InstrumentId Instrument, double Quantity, DecisionRule Obstacle)> LegsOf(
        UnderlyingId underlying)
    {
        LegPlan plan = _legs.Plan(underlying);
        var legs = new List<(InstrumentId, double, DecisionRule)>();
        for (int i = 0; i < plan.Count; i++)
            legs.Add((
                plan.Wanted[i].Instrument, plan.Wanted[i].Quantity,
                _legs.ObstacleOf(underlying, plan.Wanted[i])));
        return legs;
    }

    /// <summary>The touch of an instrument as last heard, and how old it is; prices of zero are not there.</summary>
    public (Price Bid, Price Ask, Duration Age) TouchOf(InstrumentId instrument)
    {
        ref readonly QuoteView quote = ref _market.Quote(instrument);
        return (quote.Bid, quote.Ask, _clock.Age(quote.At));
    }

    /// <summary>The half widths of the band below and above the target, coins, and where a hedge stops in it.</summary>
    public (double Below, double Above, double InnerShare) BandOf(UnderlyingId underlying)
    {
        BandShape shape = _bands[underlying];
        return (shape.Below, shape.Above, shape.InnerShare);
    }
}

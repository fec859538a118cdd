using TradingAgent.Domain.Identity;

namespace TradingAgent.Domain.Reports;

/// <summary>Which instrument was chosen to carry a hedge, and what each part of its cost was taken to be.</summary>
/// <param name="HalfSpread">Basis points, as all of them.</param>
/// <param name="Fee">Maker fee.</param>
/// <param name="Funding">Over the time a hedge is held; negative is received.</param>
/// <param name="Impact">Of the size against the visible depth.</param>
/// <param name="Interest">Of our share of the open interest.</param>
/// <param name="Margin">Of the margin bound at the venue.</param>
/// <param name="NextCost">All of it at the next best instrument; NaN when there was no other.</param>
/// <param name="Next">That instrument, or none.</param>
/// <param name="Missing">Inputs that nobody said, by their bits: fee, funding, depth, open interest, margin.</param>
public readonly record struct HedgeReport(
    float HalfSpread,
    float Fee,
    float Funding,
    float Impact,
    float Interest,
    float Margin,
    double NextCost,
    InstrumentId Next,
    byte Missing)
{
    /// <summary>All of it.</summary>
    public double Cost => (double)HalfSpread + Fee + Funding + Impact + Interest + Margin;
}

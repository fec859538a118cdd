using TradingAgent.Engine.Risk;

namespace TradingAgent.Engine.Scaling;

/// <summary>An instrument that may be traded as a hedge of gamma and vega, as it is at this moment.</summary>
internal struct LegCandidate
{
    public InstrumentId Instrument;

    /// <summary>Of one unit bought.</summary>
    public UnitRisk Unit;

    /// <summary>USD per unit, one way: half the spread and the maker fee.</summary>
    public double CostUsd;

    /// <summary>Largest change either way, units: a share of what the book shows.</summary>
    public double SizeMax;

    /// <summary>Units.</summary>
    public double Lot;

    /// <summary>Units held now.</summary>
    public double Held;

    /// <summary>To expiry.</summary>
    public double Years;
}

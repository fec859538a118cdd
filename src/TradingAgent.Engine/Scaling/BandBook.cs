using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Risk;
using TradingAgent.Quant.Sizing;

namespace TradingAgent.Engine.Scaling;

/// <summary>
/// The no-trade band of each underlying: what a band policy made of it at the last plan, else what the configuration
/// says, which follows gamma and price tick by tick.
/// </summary>
internal sealed class BandBook
{
    private readonly EngineParameters _parameters;
    private readonly PortfolioGreeks _greeks;
    private readonly BandShape[] _shapes = new BandShape[UnderlyingId.Capacity];
    private UnderlyingSet _shaped;

    public BandBook(EngineParameters parameters, PortfolioGreeks greeks) =>
        (_parameters, _greeks) = (parameters, greeks);

    public BandShape this[UnderlyingId underlying] => Standing(underlying) ?? Configured(underlying);

    /// <summary>What a band policy made of it last; null where the configured band holds.</summary>
    public BandShape? Standing(UnderlyingId underlying) =>
        _shaped.Contains(underlying) ? _shapes[underlying.Index] : null;

    public void Set(UnderlyingId underlying, in BandShape shape)
    {
        _shapes[underlying.Index] = shape;
        _shaped.Add(underlying);
    }

    /// <summary>No band policy speaks on the underlying, or the one that does leaves it to the configuration.</summary>
    public void Clear(UnderlyingId underlying) => _shaped.Remove(underlying);

    /// <summary>
    /// Fixed, or of Whalley and Wilmott (1997): (3/2·λ·S·Γ²/γ)^(1/3) for proportional cost λ and risk aversion γ,
    /// within its bounds.
    /// </summary>
    public BandShape Configured(UnderlyingId underlying)
    {
        double inner = _parameters[ParameterId.BandInnerShare, underlying];
        double width = _parameters[ParameterId.BandDelta, underlying];
        ref readonly UnderlyingRisk risk = ref _greeks[underlying];
        if (_parameters[ParameterId.BandKind, underlying] == 0 || risk.Spot <= 0)
            return BandShape.Symmetric(width, inner);
        double costAware = WhalleyWilmott.HalfWidth(
            risk.Spot, risk.Gamma, _parameters[ParameterId.HedgeCostRate, underlying],
            _parameters[ParameterId.RiskAversion, underlying]);
        double most = Math.Max(width, _parameters[ParameterId.BandDeltaMax, underlying]);
        return BandShape.Symmetric(Math.Clamp(costAware, width, most), inner);
    }

    public void Save(ref SnapshotWriter writer)
    {
        writer.Write<BandShape>(_shapes);
        writer.Write(_shaped);
    }

    public void Load(ref SnapshotReader reader)
    {
        reader.Read<BandShape>(_shapes);
        _shaped = reader.Read<UnderlyingSet>();
    }
}

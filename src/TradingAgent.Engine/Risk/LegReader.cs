using TradingAgent.Engine.Market;

namespace TradingAgent.Engine.Risk;

/// <summary>The held option legs and their smiles, to read: what a policy sees of single legs.</summary>
internal sealed class LegReader
{
    private readonly PortfolioGreeks _greeks;
    private readonly VolatilitySurface _surface;

    public LegReader(PortfolioGreeks greeks, VolatilitySurface surface) => (_greeks, _surface) = (greeks, surface);

    /// <summary>Groups of legs, of all underlyings.</summary>
    public int GroupCount => _greeks.GroupCount;

    /// <summary>The legs of a group; false when they are another underlying's or have no forward.</summary>
    public bool TryRead(int group, UnderlyingId underlying, out LegSlice slice) =>
        _greeks.TrySlice(group, underlying, out slice);

    /// <summary>Slope of the volatility along log moneyness at a strike; false without a smile young enough.</summary>
    public bool TrySlope(int slot, double strike, out SmileSlope slope) => _surface.TrySlope(slot, strike, out slope);
}

using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Market;

namespace TradingAgent.Engine.Risk;

/// <summary>
/// Holds our sum of a coin's options against the venue's own count of the account. Each leg is checked on its ticker;
/// this finds what no leg can: an option or a part of it that one of the two leaves out. What two counts in a row show
/// is an alarm, told once until they agree again; nothing is stopped by it, for a fill may be in one of them only.
/// </summary>
internal sealed class CoinGreeksCheck
{
    /// <summary>Coins; the smallest option has ten times as many.</summary>
    private const double DeltaFloor = 1e-3;

    /// <summary>As a share of the price; a hundredth of a coin at the money for a day has as much.</summary>
    private const double VegaFloor = 2e-6;

    private readonly EngineParameters _parameters;
    private readonly ForwardCurve _curve;
    private readonly PortfolioGreeks _greeks;
    private readonly Reporter _reporter;
    private readonly int[] _differs = new int[VenueId.Capacity * CurrencyId.Capacity];

    public CoinGreeksCheck(
        EngineParameters parameters, ForwardCurve curve, PortfolioGreeks greeks, Reporter reporter) =>
        (_parameters, _curve, _greeks, _reporter) = (parameters, curve, greeks, reporter);

    public void OnReported(VenueId venue, in CoinGreeksReported theirs)
    {
        var underlying = UnderlyingId.Of(theirs.Coin);
        double spot = _curve.Spot(underlying);
        if (spot <= 0 || !_greeks.TrySumCoin(venue, theirs.Coin, out CoinSums ours)) return;
        ref int differs = ref _differs[(venue.Index * CurrencyId.Capacity) + theirs.Coin.Index];
        GreeksDifference? found = Difference(theirs, ours, _parameters[ParameterId.GreeksTolerance], spot);
        differs = found is null ? 0 : differs + 1;
        if (differs == 2 && found is { } difference)
            _reporter.CoinGreeks(venue, underlying, difference.Theirs, difference.Ours, difference.Figure);
    }

    public void Save(ref SnapshotWriter writer) => writer.Write<int>(_differs);

    public void Load(ref SnapshotReader reader) => reader.Read<int>(_differs);

    /// <summary>
    /// The first figure that differs by more than a share of all that went into it. Gamma and theta are left out: near
    /// expiry a second moves them by more, and no option is missing without its delta or its vega.
    /// </summary>
    private static GreeksDifference? Difference(
        in CoinGreeksReported theirs, in CoinSums ours, double share, double spot)
    {
        if (Differ(theirs.Delta, ours.Delta, share * ours.HeldGross, DeltaFloor))
            return new GreeksDifference(OptionFigure.Delta, theirs.Delta, ours.Delta);
        if (Differ(theirs.VegaPerVolPoint, ours.Vega, share * ours.VegaGross, spot * VegaFloor))
            return new GreeksDifference(OptionFigure.Vega, theirs.VegaPerVolPoint, ours.Vega);
        return null;
    }

    private static bool Differ(double theirs, double ours, double most, double floor) =>
        Math.Abs(theirs - ours) > Math.Max(most, floor);
}

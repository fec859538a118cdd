using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Market;
using TradingAgent.Engine.Positions;
using TradingAgent.Engine.Risk;

namespace TradingAgent.Engine.Limits;

/// <summary>
/// Keeps away from liquidation by two figures that check each other: the venue's maintenance margin over its margin
/// balance, and our own distance to liquidation, from our equity and Greeks there: how far an underlying may move
/// before what is left equals the maintenance margin. Each venue liquidates by itself, whatever another one gains.
/// </summary>
internal sealed class MarginGuard
{
    private readonly EngineParameters _parameters;
    private readonly PortfolioGreeks _greeks;
    private readonly ForwardCurve _curve;
    private readonly CashLedger _cash;
    private readonly LossGuard _loss;
    private readonly double[] _maintenance = new double[VenueId.Capacity];
    private readonly double[] _balance = new double[VenueId.Capacity];

    public MarginGuard(
        EngineParameters parameters, PortfolioGreeks greeks, ForwardCurve curve, CashLedger cash, LossGuard loss)
    {
        (_parameters, _greeks, _curve, _cash, _loss) = (parameters, greeks, curve, cash, loss);
        Array.Fill(_maintenance, double.NaN);
        Array.Fill(_balance, double.NaN);
    }

    /// <summary>Maintenance over balance of the venue that is worst; NaN where none told both.</summary>
    public double Ratio
    {
        get
        {
            double worst = double.NaN;
            for (int i = 0; i < _balance.Length; i++)
            {
                double ratio = RatioOf(_maintenance[i], _balance[i]);
                if (double.IsFinite(ratio) && !(ratio <= worst)) worst = ratio;
            }
            return worst;
        }
    }

    /// <summary>Maintenance over balance of one venue; NaN when it did not tell both.</summary>
    public double RatioOf(VenueId venue) => RatioOf(_maintenance[venue.Index], _balance[venue.Index]);

    /// <summary>
    /// True when so much of a venue's margin is bound that it gets no new risk while another venue has room: from the
    /// share of the ratio's bound on at which hedges only rest.
    /// </summary>
    public bool IsTight(VenueId venue)
    {
        double bound = _parameters[ParameterId.MarginRatioMax];
        return bound > 0 && RatioOf(venue) >= bound * _parameters[ParameterId.PassiveShare];
    }

    /// <summary>Takes what a venue says; what it left out stays as it was said last.</summary>
    public void OnReported(VenueId venue, in MarginReported margin)
    {
        if (double.IsFinite(margin.MaintenanceUsd)) _maintenance[venue.Index] = margin.MaintenanceUsd;
        if (double.IsFinite(margin.BalanceUsd)) _balance[venue.Index] = margin.BalanceUsd;
        double ratio = Ratio;
        double bound = _parameters[ParameterId.MarginRatioMax];
        if (bound > 0 && double.IsFinite(ratio)) _loss.JudgeRatio(LimitKind.MarginRatio, ratio / bound, ratio, bound);
    }

    /// <summary>Holds our own distance against its bound; without equity or maintenance margin there is none.</summary>
    public void Judge()
    {
        double bound = _parameters[ParameterId.LiquidationDistanceMin];
        double distance = Distance();
        if (bound <= 0 || !double.IsFinite(distance)) return;
        double share = distance > 0 ? bound / distance : double.MaxValue;
        _loss.JudgeRatio(LimitKind.LiquidationDistance, share, distance, bound);
    }

    /// <summary>
    /// Smallest move of any one underlying, as a share of its price, that takes the equity at any one venue to the
    /// maintenance margin there; infinite when no move up to its whole price does, or when no venue ever told a
    /// maintenance margin.
    /// </summary>
    public double Distance()
    {
        double nearest = double.PositiveInfinity;
        for (int i = 0; i < VenueId.Capacity; i++)
            if (double.IsFinite(_maintenance[i])) nearest = Math.Min(nearest, DistanceAt(new VenueId((byte)i)));
        return nearest;
    }

    private double DistanceAt(VenueId venue)
    {
        double room = _cash.WalletUsd(venue) - _maintenance[venue.Index] + _greeks.HoldingsUsd(venue);
        double nearest = double.PositiveInfinity;
        for (int i = 1; i < UnderlyingId.Capacity; i++)
        {
            var underlying = new UnderlyingId((byte)i);
            double spot = _curve.Spot(underlying);
            if (spot <= 0) continue;
            ref readonly VenueRisk risk = ref _greeks.At(underlying, venue);
            // Whatever the numeraire: in dollars the coins in the wallet are worth what they move.
            double delta = risk.Delta + (double)_cash.WalletAt(venue, new CurrencyId(underlying.Index));
            // Where nothing is bound and nothing moves there is nothing to be liquidated.
            if (_maintenance[venue.Index] <= 0 && delta == 0 && risk.Gamma == 0) continue;
            nearest = Math.Min(nearest, Root(room, delta * spot, 0.5 * risk.Gamma * spot * spot));
        }
        return nearest;
    }

    public void Save(ref SnapshotWriter writer)
    {
        writer.Write<double>(_maintenance);
        writer.Write<double>(_balance);
    }

    public void Load(ref SnapshotReader reader)
    {
        reader.Read<double>(_maintenance);
        reader.Read<double>(_balance);
    }

    private static double RatioOf(double maintenance, double balance)
    {
        if (!double.IsFinite(maintenance) || !double.IsFinite(balance)) return double.NaN;
        if (maintenance <= 0) return 0;
        // No balance left against a margin that is bound is beyond any bound.
        return balance > 0 ? maintenance / balance : double.MaxValue;
    }

    /// <summary>
    /// Smallest |x| with room + slope·x + curve·x² = 0, x a share of the price no larger than 1; 0 without room.
    /// </summary>
    private static double Root(double room, double slope, double curve)
    {
        if (room <= 0) return 0;
        double nearest = double.PositiveInfinity;
        if (Math.Abs(curve) < 1e-12)
        {
            if (slope != 0) nearest = Math.Abs(room / slope);
        }
        else
        {
            double inside = (slope * slope) - (4 * curve * room);
            if (inside < 0) return double.PositiveInfinity;
            // The form without cancellation: one root from the sum, the other from their product.
            double half = -0.5 * (slope + (slope < 0 ? -Math.Sqrt(inside) : Math.Sqrt(inside)));
            nearest = Math.Abs(half / curve);
            if (half != 0) nearest = Math.Min(nearest, Math.Abs(room / half));
        }
        return nearest <= 1 ? nearest : double.PositiveInfinity;
    }
}

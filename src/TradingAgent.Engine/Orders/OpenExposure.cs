using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Market;
using TradingAgent.Engine.Risk;

namespace TradingAgent.Engine.Orders;

/// <summary>
/// What is out there: the delta and notional of everything that may still fill, unknown orders at full size.
/// </summary>
internal sealed class OpenExposure
{
    private readonly OrderTable _orders;
    private readonly Listings _listings;
    private readonly ForwardCurve _curve;
    private readonly UnitPricer _pricer;
    private readonly Guard _missing;

    public OpenExposure(
        OrderTable orders, Listings listings, ForwardCurve curve, UnitPricer pricer, Guard missing)
    {
        (_pricer, _missing) = (pricer, missing);
        _orders = orders;
        _listings = listings;
        _curve = curve;
    }

    /// <summary>
    /// Delta in coins, one direction, of an underlying's open orders in futures except one; positive buys.
    /// </summary>
    public double Delta(UnderlyingId underlying, Side side, int exceptSlot)
    {
        double sum = 0;
        double spot = _curve.Spot(underlying);
        foreach (int index in _orders.Alive)
        {
            ref readonly OrderSlot order = ref _orders[index];
            if (index == exceptSlot || order.Side != side) continue;
            if (_missing == Guard.UnknownCounting && order.State == OrderState.Unknown) continue;
            ref readonly InstrumentTerms terms = ref _listings.Terms(order.Instrument);
            if (_missing == Guard.VenueNetting && terms.Venue != VenueId.Bybit) continue;
            if (terms.Underlying == underlying) sum += OrderExposure.Delta(terms, side, order.Open, spot);
        }
        return sum;
    }

    /// <summary>
    /// What an underlying's open option orders, except one, may still add to its risk in the direction of a change: of
    /// each Greek only what goes the same way. False when one of them cannot be priced.
    /// </summary>
    public bool TryOptions(UnderlyingId underlying, int exceptSlot, in UnitRisk direction, out UnitRisk worst)
    {
        worst = default;
        foreach (int index in _orders.Alive)
        {
            ref readonly OrderSlot order = ref _orders[index];
            ref readonly InstrumentTerms terms = ref _listings.Terms(order.Instrument);
            if (index == exceptSlot || terms.Underlying != underlying || !terms.IsOption) continue;
            if (!_pricer.TryPrice(order.Instrument, out UnitRisk unit)) return false;
            UnitRisk change = (order.Side == Side.Buy ? order.Open.ToDouble() : -order.Open.ToDouble()) * unit;
            worst += new UnitRisk(
                change.Delta * direction.Delta > 0 ? change.Delta : 0,
                change.Gamma * direction.Gamma > 0 ? change.Gamma : 0,
                change.VegaPerVolPoint * direction.VegaPerVolPoint > 0 ? change.VegaPerVolPoint : 0, 0);
        }
        return true;
    }

    /// <summary>USD notional of an underlying's open orders except one.</summary>
    public double NotionalUsd(UnderlyingId underlying, int exceptSlot)
    {
        double sum = 0;
        foreach (int index in _orders.Alive)
        {
            ref readonly OrderSlot order = ref _orders[index];
            ref readonly InstrumentTerms terms = ref _listings.Terms(order.Instrument);
            if (index != exceptSlot && terms.Underlying == underlying)
                sum += OrderExposure.NotionalUsd(terms, order.Open, order.Price.ToDouble());
        }
        return sum;
    }

    /// <summary>
    /// True when an order of ours at the instrument may still fill that was sent up to a count of the run's orders.
    /// </summary>
    public bool Has(InstrumentId instrument, uint epoch, uint counter)
    {
        foreach (int index in _orders.Alive)
        {
            ref readonly OrderSlot order = ref _orders[index];
            if (order.Instrument == instrument && (order.Id.Epoch != epoch || order.Id.Counter <= counter)) return true;
        }
        return false;
    }
}

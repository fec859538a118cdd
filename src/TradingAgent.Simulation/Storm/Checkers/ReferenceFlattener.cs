using TradingAgent.Engine.Kernel;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Matching;

namespace TradingAgent.Simulation.Storm.Checkers;

/// <summary>
/// What the residual duty costs whoever does it without delay: from the breach on, and after the latency and the
/// patience that are configured, it takes from the exchange's own book, as far as the collar and one order a second
/// allow, towards no position or towards the target delta, whatever the configuration says a halted agent does.
/// </summary>
internal sealed class ReferenceFlattener
{
    private readonly StormSettings _settings;
    private readonly StormTruth _truth;
    private readonly double _baseline;
    private readonly Timestamp _actsFrom;
    private readonly double _agentAtBreach;
    private double _linear;
    private double _inverse;
    private double _linearMark;
    private double _inverseMark;
    private double _gained;
    private double _spotMin;
    private double _spotMax;

    /// <param name="settings">Of the storm.</param>
    /// <param name="truth">Where it reads prices and what the agent holds.</param>
    /// <param name="now">When the limit was breached.</param>
    /// <param name="baseline">P&amp;L that losses are counted from, USD.</param>
    public ReferenceFlattener(StormSettings settings, StormTruth truth, Timestamp now, double baseline)
    {
        (_settings, _truth, _baseline) = (settings, truth, baseline);
        double patience = (settings[ParameterId.PassiveFor] + settings[ParameterId.ImproveFor]) / 1000;
        _actsFrom = now + Duration.FromSeconds(patience + (2 * settings.Latency.Seconds) + 1);
        // Another venue's perpetual is the same coins at the same price, give or take its basis.
        _linear = truth.LinearHeld;
        _inverse = truth.PositionIn(truth.Inverse).ToDouble();
        _agentAtBreach = truth.FuturesPnl();
        _spotMin = _spotMax = truth.Spot;
        _linearMark = truth.Exchange.Mark(truth.Linear);
        _inverseMark = truth.Exchange.Mark(truth.Inverse);
    }

    /// <summary>Its largest loss since, USD.</summary>
    public double LossMax { get; private set; }

    /// <summary>The most that one order can be worth: its size over every price since, and a collar.</summary>
    public double OneOrder
    {
        get
        {
            double most = Math.Min(
                _settings[ParameterId.OrderDeltaMax], _settings[ParameterId.OrderNotionalMax] / _truth.Spot);
            double collar = _settings[ParameterId.PriceCollar] * 1e-4 * _spotMax;
            return most * (_spotMax - _spotMin + collar);
        }
    }

    public void OnSecond(Timestamp now)
    {
        _spotMin = Math.Min(_spotMin, _truth.Spot);
        _spotMax = Math.Max(_spotMax, _truth.Spot);
        Value();
        if (now >= _actsFrom) Act();
        LossMax = Math.Max(LossMax, _baseline - Pnl());
    }

    private void Act()
    {
        double target = _settings[ParameterId.TargetDelta];
        bool flattens = _settings[ParameterId.OnHalt] == 2;
        if (flattens)
        {
            _linear += Trade(_truth.Linear, -_linear);
            if (_settings.TradesInverse) _inverse += Trade(_truth.Inverse, -_inverse);
            return;
        }
        bool isCostAware = _settings[ParameterId.BandKind] == 1;
        double band = _settings[isCostAware ? ParameterId.BandDeltaMax : ParameterId.BandDelta]
            * _settings[ParameterId.BandTolerance];
        double error = OptionDelta() + _linear + (_inverse / _truth.Spot) - target;
        if (Math.Abs(error) > band) _linear += Trade(_truth.Linear, -error);
    }

    private double OptionDelta() => _truth.Delta()
        - _truth.LinearHeld
        - (_truth.PositionIn(_truth.Inverse).ToDouble() / _truth.Spot);

    /// <summary>Takes what one order may from the book; returns what was traded, signed.</summary>
    private double Trade(InstrumentId instrument, double wanted)
    {
        if (wanted == 0) return 0;
        Side resting = wanted > 0 ? Side.Sell : Side.Buy;
        Span<BookLevel> levels = stackalloc BookLevel[16];
        int count = _truth.Exchange.CopyDepth(instrument, resting, levels);
        if (count == 0) return 0;
        double unit = _truth.UnitDelta(instrument);
        double left = Math.Min(Math.Abs(wanted), _settings[ParameterId.OrderDeltaMax] / unit);
        double touch = levels[0].Price.ToDouble();
        double collar = _settings[ParameterId.TakeCollar] * 1e-4 * touch;
        double traded = 0;
        for (int i = 0; i < count && left > 0; i++)
        {
            double price = levels[i].Price.ToDouble();
            if (Math.Abs(price - touch) > collar) break;
            double size = Math.Min(left, levels[i].Quantity.ToDouble());
            double signed = wanted > 0 ? size : -size;
            double value = instrument == _truth.Inverse ? size : size * price;
            double mark = _truth.Exchange.Mark(instrument);
            // Bought above its mark, sold below it, and the taker's fee.
            _gained -= (signed * (price - mark) * unit) + (value * 0.00055);
            traded += signed;
            left -= size;
        }
        return traded;
    }

    private void Value()
    {
        double linear = _truth.Exchange.Mark(_truth.Linear);
        double inverse = _truth.Exchange.Mark(_truth.Inverse);
        _gained += _linear * (linear - _linearMark);
        _gained += _inverse * ((1 / _inverseMark) - (1 / inverse)) * inverse;
        (_linearMark, _inverseMark) = (linear, inverse);
    }

    /// <summary>The account's P&amp;L with the reference's futures since the breach in the place of the
    /// agent's.</summary>
    private double Pnl() => _truth.Pnl() - (_truth.FuturesPnl() - _agentAtBreach) + _gained;
}

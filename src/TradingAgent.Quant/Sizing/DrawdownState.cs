using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Sizing;

/// <summary>
/// Peak and floor of the wealth, and the lock that falls when the wealth reaches the floor: from then on the exposure
/// is zero until <see cref="Restart"/>.
/// </summary>
public struct DrawdownState
{
    private double _peak;
    private double _floor;
    private double _wealth;
    private long _started;
    private long _locked;

    /// <summary>Highest wealth since the start.</summary>
    public readonly double Peak => _peak;

    /// <summary>The wealth that is defended.</summary>
    public readonly double Floor => _floor;

    /// <summary>True once the wealth has been at the floor.</summary>
    public readonly bool IsLocked => _locked != 0;

    /// <summary>Takes the wealth; the first one fixes the floor. A wealth that is not finite changes nothing.</summary>
    public FigureStatus Take(double wealth, in DrawdownControl control)
    {
        if (!double.IsFinite(wealth))
            return FigureStatus.NotFinite;
        var status = control.Check();
        if (status != FigureStatus.Ok)
            return status;
        if (_started == 0 && wealth <= 0)
            return FigureStatus.OutOfRange;
        _peak = _started == 0 ? wealth : Math.Max(_peak, wealth);
        _floor = control.Rule switch
        {
            DrawdownRule.PeakShare => control.FloorShare * _peak,
            DrawdownRule.RisingFloor => Math.Max(_floor, control.FloorShare * wealth),
            _ => _started == 0 ? control.FloorShare * wealth : _floor,
        };
        _wealth = wealth;
        _started = 1;
        if (wealth <= _floor)
            _locked = 1;
        return FigureStatus.Ok;
    }

    /// <summary>A deposit (positive) or withdrawal moves peak and floor in proportion: it is no drawdown.</summary>
    public FigureStatus Transfer(double amount)
    {
        if (!double.IsFinite(amount))
            return FigureStatus.NotFinite;
        if (_started == 0 || _wealth <= 0 || _wealth + amount <= 0)
            return FigureStatus.OutOfRange;
        var factor = (_wealth + amount) / _wealth;
        _peak *= factor;
        _floor *= factor;
        _wealth += amount;
        return FigureStatus.Ok;
    }

    /// <summary>Exposure in money: multiple times cushion, within the cap; 0 when locked.</summary>
    public readonly BoundedSize Exposure(in DrawdownControl control)
    {
        if (_started == 0)
            return BoundedSize.None(FigureStatus.WarmingUp);
        var status = control.Check();
        if (status != FigureStatus.Ok)
            return BoundedSize.None(status);
        var wanted = control.Multiple * (1 - control.GapShare) * (_wealth - _floor);
        if (_locked != 0 || wanted <= 0)
            return BoundedSize.Of(0, wanted, SizeBound.Exhausted);
        var cap = control.ExposureMax > 0 ? control.ExposureMax * _wealth : double.MaxValue;
        return wanted > cap
            ? BoundedSize.Of(cap, wanted, SizeBound.Leverage)
            : BoundedSize.Of(wanted, wanted, SizeBound.None);
    }

    /// <summary>
    /// Multiplier in [0, 1] for sizes decided elsewhere: the cushion over what it is at the peak, 0 when locked.
    /// </summary>
    public readonly Figure Multiplier()
    {
        if (_started == 0)
            return Figure.None(FigureStatus.WarmingUp);
        var whole = _peak - _floor;
        return _locked != 0 || whole <= 0 || _wealth <= _floor
            ? Figure.Of(0)
            : Figure.Of(Math.Clamp((_wealth - _floor) / whole, 0, 1));
    }

    /// <summary>Opens the lock and starts anew with the next wealth.</summary>
    public void Restart() => this = default;
}

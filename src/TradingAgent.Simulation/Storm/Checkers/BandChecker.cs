using TradingAgent.Engine;
using TradingAgent.Engine.Kernel;
using TradingAgent.Simulation.Storm.Agent;

namespace TradingAgent.Simulation.Storm.Checkers;

/// <summary>
/// Checker 9: once the faults have stopped, the true delta comes back into its band within bounded time, or the traded
/// positions to nothing where the agent flattens.
/// </summary>
internal sealed class BandChecker(StormSettings settings, Scoreboard board, StormTruth truth)
{
    private Timestamp _insideAt;
    private double _nearest = double.MaxValue;

    public void OnLook(StormAgent agent, Timestamp now)
    {
        if (now < settings.CalmFrom || !_insideAt.IsNone || !agent.IsAlive) return;
        double distance = Distance(agent.Engine, out double band);
        _nearest = Math.Min(_nearest, distance);
        if (distance <= band) _insideAt = now;
    }

    public void OnEnd(StormAgent agent)
    {
        double distance = Distance(agent.Engine, out double band);
        board.Judge(StormChecker.BackInBand, !_insideAt.IsNone,
            $"the faults stopped {StormSettings.Calm.Seconds:F0} s ago and the delta came no nearer than " +
            $"{_nearest:F4} to its target, now {distance:F4}; " +
            $"the band is {band:F4}, the mode {agent.Engine.Status().Mode}");
    }

    private double Distance(TradingEngine engine, out double band)
    {
        bool isCostAware = settings[ParameterId.BandKind] == 1;
        band = settings[isCostAware ? ParameterId.BandDeltaMax : ParameterId.BandDelta]
            * settings[ParameterId.BandTolerance];
        TradingMode mode = engine.Status().Mode;
        bool flattens = mode == TradingMode.Flatten
            || (mode == TradingMode.Halted && settings[ParameterId.OnHalt] == 2);
        if (!flattens)
        {
            band += truth.SettlingDoubt();
            return Math.Abs(truth.Delta() - settings[ParameterId.TargetDelta]);
        }
        double linear = Math.Abs(truth.LinearHeld);
        return settings.TradesInverse
            ? linear + Math.Abs(truth.PositionIn(truth.Inverse).ToDouble() / truth.Spot) : linear;
    }
}

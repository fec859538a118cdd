using TradingAgent.Engine.Kernel;

namespace TradingAgent.Simulation.Storm;

/// <summary>Which guard is the engine's and which the shell's, and which checker must miss it.</summary>
public static class StormGuards
{
    /// <summary>The checker that must notice when the guard is gone.</summary>
    public static StormChecker CheckerOf(StormGuard guard) => guard switch
    {
        StormGuard.PreTradeGate => StormChecker.Limits,
        StormGuard.UnknownCounting => StormChecker.InFlight,
        StormGuard.LossLatch => StormChecker.Loss,
        StormGuard.ExecutionDedupe => StormChecker.PositionAndCash,
        StormGuard.PostOnly => StormChecker.PostOnly,
        StormGuard.AnswerTimeout => StormChecker.BackInBand,
        StormGuard.FullReprice => StormChecker.Greeks,
        StormGuard.Drain => StormChecker.NothingRests,
        StormGuard.VenueNetting => StormChecker.InFlight,
        StormGuard.JournalGate => StormChecker.JournaledCause,
        StormGuard.JournalWrite => StormChecker.Replay,
        StormGuard.JournalTail => StormChecker.Recovery,
        _ => throw new ArgumentOutOfRangeException(nameof(guard), guard, "No checker belongs to it."),
    };

    internal static Guard EngineGuardOf(StormGuard guard) => guard switch
    {
        StormGuard.PreTradeGate => Guard.PreTradeGate,
        StormGuard.UnknownCounting => Guard.UnknownCounting,
        StormGuard.LossLatch => Guard.LossLatch,
        StormGuard.ExecutionDedupe => Guard.ExecutionDedupe,
        StormGuard.PostOnly => Guard.PostOnly,
        StormGuard.AnswerTimeout => Guard.AnswerTimeout,
        StormGuard.FullReprice => Guard.FullReprice,
        StormGuard.Drain => Guard.Drain,
        StormGuard.VenueNetting => Guard.VenueNetting,
        _ => Guard.None,
    };
}

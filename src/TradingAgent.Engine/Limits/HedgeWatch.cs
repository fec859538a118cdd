using System.Runtime.InteropServices;
using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Limits;

/// <summary>
/// Checks that hedging helps: once hedges worth at least a band have filled against an error, the futures' delta must
/// have moved their way by a share of them. If it has not, something we believe of the instrument or the position is
/// wrong, or somebody else trades, and an operator hears of it once. What is left of the error is no measure: options
/// and targets move it too, and an order fills at the size that was right when it was placed.
/// </summary>
internal sealed class HedgeWatch
{
    private static readonly Duration RunEndsAfter = Duration.FromSeconds(60);
    private readonly EngineClock _clock;
    private readonly EngineParameters _parameters;
    private readonly Reporter _reporter;
    private readonly Run[] _runs = new Run[UnderlyingId.Capacity];

    public HedgeWatch(EngineClock clock, EngineParameters parameters, Reporter reporter)
    {
        (_clock, _parameters, _reporter) = (clock, parameters, reporter);
    }

    /// <summary>An order of ours in a future filled; coins.</summary>
    /// <param name="underlying">Whose delta it moves.</param>
    /// <param name="filledDelta">By how much.</param>
    /// <param name="error">Delta less target before it.</param>
    /// <param name="futures">The part of the delta that is no option's, before it.</param>
    public void OnFill(UnderlyingId underlying, double filledDelta, double error, double futures)
    {
        ref Run run = ref _runs[underlying.Index];
        bool isOver = run.LastFillAt.IsNone || _clock.Now - run.LastFillAt > RunEndsAfter;
        if (isOver) run = new Run { ErrorBefore = error, FuturesBefore = futures };
        run.Filled += filledDelta;
        run.LastFillAt = _clock.Now;
    }

    /// <summary>Takes the error and the futures' delta as they are now, coins.</summary>
    public void OnRisk(UnderlyingId underlying, double error, double band, double futures)
    {
        ref Run run = ref _runs[underlying.Index];
        if (run.LastFillAt.IsNone) return;
        if (Math.Abs(error) <= band)
        {
            run = default;
            return;
        }
        double filled = Math.Abs(run.Filled);
        bool opposes = run.Filled * run.ErrorBefore < 0;
        if (run.IsTold != 0 || !opposes || filled < Math.Max(band, 0.5 * Math.Abs(run.ErrorBefore))) return;
        double moved = (futures - run.FuturesBefore) * Math.Sign(run.Filled);
        double wanted = _parameters[ParameterId.HedgeEffectMin] * filled;
        if (moved >= wanted) return;
        run.IsTold = 1;
        _reporter.Alarm(underlying, AlarmKind.HedgeNotWorking, moved, wanted);
    }

    public void Save(ref SnapshotWriter writer) => writer.Write<Run>(_runs);

    public void Load(ref SnapshotReader reader) => reader.Read<Run>(_runs);

    [StructLayout(LayoutKind.Sequential)]
    private struct Run
    {
        public double ErrorBefore;
        public double FuturesBefore;

        /// <summary>Signed, coins.</summary>
        public double Filled;
        public Timestamp LastFillAt;
        public long IsTold;
    }
}

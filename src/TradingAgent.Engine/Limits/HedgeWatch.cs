using System.Runtime.InteropServices;
using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Limits;

/// <summary>
/// Checks that hedging helps: once hedges worth at least a band have filled against an error, the error must have
/// fallen by a share of them, what options and a moved target did to it meanwhile taken off. If it has not, something
/// we believe of the instrument or the position is wrong, or somebody else trades, and an operator hears of it once.
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
    /// <param name="rest">The part of the error that no future moves: the options' delta less the target.</param>
    public void OnFill(UnderlyingId underlying, double filledDelta, double error, double rest)
    {
        ref Run run = ref _runs[underlying.Index];
        bool isOver = run.LastFillAt.IsNone || _clock.Now - run.LastFillAt > RunEndsAfter;
        if (isOver) run = new Run { ErrorBefore = error, RestBefore = rest };
        run.Filled += filledDelta;
        run.LastFillAt = _clock.Now;
    }

    /// <summary>Takes the error as it is now, coins.</summary>
    public void OnRisk(UnderlyingId underlying, double error, double band, double rest)
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
        double fallen = Math.Abs(run.ErrorBefore) - Math.Abs(error - (rest - run.RestBefore));
        double wanted = _parameters[ParameterId.HedgeEffectMin] * filled;
        if (fallen >= wanted) return;
        run.IsTold = 1;
        _reporter.Alarm(underlying, AlarmKind.HedgeNotWorking, fallen, wanted);
    }

    public void Save(ref SnapshotWriter writer) => writer.Write<Run>(_runs);

    public void Load(ref SnapshotReader reader) => reader.Read<Run>(_runs);

    [StructLayout(LayoutKind.Sequential)]
    private struct Run
    {
        public double ErrorBefore;
        public double RestBefore;

        /// <summary>Signed, coins.</summary>
        public double Filled;
        public Timestamp LastFillAt;
        public long IsTold;
    }
}

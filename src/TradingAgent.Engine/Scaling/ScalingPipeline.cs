using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Risk;
using TradingAgent.Engine.Scaling.Policies;

namespace TradingAgent.Engine.Scaling;

/// <summary>
/// The visible pipeline: exposures add up to a target, modulators multiply it, neutralisers
/// shape the band around it and constraints clip it, each with its
/// reason in the trace. A policy that lacks an input proposes nothing and says which: its last word stands, of a band
/// policy its last band.
/// </summary>
internal sealed class ScalingPipeline
{
    private const int HandSlot = -1;
    private static readonly Duration TellInterval = Duration.FromSeconds(60);
    private readonly PolicyTable _table;
    private readonly LegReader? _legs;
    private readonly CandidateBoard? _candidates;
    private readonly Reporter _reporter;
    private readonly PolicyMemory[] _memory = new PolicyMemory[PolicyTable.SlotsMax * UnderlyingId.Capacity];
    private readonly PolicyTally[] _tallies = new PolicyTally[PolicyTable.SlotsMax * UnderlyingId.Capacity];
    private readonly PolicyTally[] _totals = new PolicyTally[UnderlyingId.Capacity];
    private readonly PriceAlarm[] _alarms = new PriceAlarm[UnderlyingId.Capacity];
    private readonly TraceBook _traces;

    public ScalingPipeline(
        PolicyTable table, LegReader? legs, CandidateBoard? candidates, TraceBook traces, Reporter reporter) =>
        (_table, _legs, _candidates, _traces, _reporter) = (table, legs, candidates, traces, reporter);

    public ref PolicyTally Tally(int slot, UnderlyingId underlying) =>
        ref _tallies[(slot * UnderlyingId.Capacity) + underlying.Index];

    /// <summary>The account of all exposures together, after modulators and constraints.</summary>
    public ref readonly PolicyTally Total(UnderlyingId underlying) => ref _totals[underlying.Index];

    /// <summary>True when a price is reached at which a policy wants to be asked.</summary>
    public bool IsAwoken(UnderlyingId underlying, double spot) => _alarms[underlying.Index].Rings(spot);

    /// <summary>
    /// Each slot holds what another one held before, or with -1 a policy that begins anew: what a policy remembers, a
    /// lock above all, goes where it goes.
    /// </summary>
    public void Move(ReadOnlySpan<int> origins)
    {
        int slot = 0;
        while (slot < origins.Length && origins[slot] == slot) slot++;
        if (slot == origins.Length) return;
        PolicyMemory[] memory = [.. _memory];
        PolicyTally[] tallies = [.. _tallies];
        for (; slot < origins.Length; slot++)
        {
            Move(memory, _memory, origins[slot], slot);
            Move(tallies, _tallies, origins[slot], slot);
        }
    }

    /// <summary>The target of one underlying, coins of delta.</summary>
    /// <param name="underlying">Which.</param>
    /// <param name="all">The snapshot of every underlying.</param>
    /// <param name="byHand">The target the configuration sets.</param>
    /// <param name="mode">From ReduceOnly on the target does not grow; from Flatten on only the one by hand
    /// counts.</param>
    /// <param name="cause">The limit that set it.</param>
    /// <param name="shape">The band of a policy that stands around it; then the one of now, null for the
    /// configured one.</param>
    /// <param name="plan">Changes of option positions that are wanted.</param>
    public double Decide(
        UnderlyingId underlying, ReadOnlySpan<ScalingView> all, double byHand, TradingMode mode, LimitKind cause,
        ref BandShape? shape, ref LegPlan plan)
    {
        BandShape? standing = shape;
        shape = null;
        plan = default;
        ref readonly ScalingView view = ref all[underlying.Index];
        ScalingTrace trace = _traces[underlying];
        trace.Begin(view.Now);
        _alarms[underlying.Index] = default;
        trace.Add(new TraceStep(
            HandSlot, 0, PolicyStage.Exposure, PolicyRule.Formula, PolicyInput.None, byHand, 0, byHand, default));
        double target = byHand;
        for (PolicyStage stage = PolicyStage.Exposure; stage <= PolicyStage.Constraint; stage++)
        {
            double asked = target;
            for (int slot = 0; slot < _table.Count; slot++)
            {
                if (!_table.Applies(slot, underlying)) continue;
                IPolicy? policy = PolicyList.PolicyOf(_table.KindOf(slot));
                if (policy is null || policy.Definition.Stage != stage) continue;
                if (policy is IBandPolicy band)
                    target = Shape(band, slot, underlying, all, target, standing, out shape);
                else if (policy is ILegPolicy legs) Choose(legs, slot, underlying, all, target, ref plan);
                else target = Ask(policy, slot, underlying, all, asked, target);
            }
        }
        target = Obey(mode, cause, view.Target, byHand, target, trace);
        PolicyAccount.CountExposure(ref _totals[underlying.Index], target, view.Spot);
        return target;
    }

    public void Save(ref SnapshotWriter writer)
    {
        int used = _table.Count * UnderlyingId.Capacity;
        writer.Write<PolicyTally>(_tallies.AsSpan(0, used));
        writer.Write<PolicyTally>(_totals);
        writer.Write<PriceAlarm>(_alarms);
        for (int i = 0; i < used; i++)
        {
            // Memories are large and most of them unused: a policy that never spoke remembers nothing.
            if (_tallies[i].Decisions > 0) writer.Write(_memory[i]);
        }
    }

    public void Load(ref SnapshotReader reader)
    {
        int used = _table.Count * UnderlyingId.Capacity;
        reader.Read(_tallies.AsSpan(0, used));
        reader.Read<PolicyTally>(_totals);
        reader.Read<PriceAlarm>(_alarms);
        for (int i = 0; i < used; i++)
            _memory[i] = _tallies[i].Decisions > 0 ? reader.Read<PolicyMemory>() : default;
    }

    private static void Move<T>(T[] before, T[] now, int from, int to)
    {
        Span<T> slot = now.AsSpan(to * UnderlyingId.Capacity, UnderlyingId.Capacity);
        if (from < 0) slot.Clear();
        else before.AsSpan(from * UnderlyingId.Capacity, UnderlyingId.Capacity).CopyTo(slot);
    }

    private double Ask(
        IPolicy policy, int slot, UnderlyingId underlying, ReadOnlySpan<ScalingView> all, double asked,
        double target)
    {
        PolicyDefinition definition = policy.Definition;
        ref PolicyTally tally = ref Tally(slot, underlying);
        Proposal proposal = policy.Propose(ContextOf(slot, underlying, all, asked, target));
        double value = proposal.HasValue ? proposal.Value : Fallback(definition.Stage, tally, target);
        double after = definition.Stage switch
        {
            PolicyStage.Exposure => target + (_table.Weight(slot, underlying) * value),
            PolicyStage.Modulator => target * value,
            _ => value,
        };
        PolicyAccount.Count(ref tally, definition.Stage, proposal, value, target, after, all[underlying.Index]);
        var step = new TraceStep(
            slot, definition.Number, definition.Stage, proposal.Rule, proposal.Missing, value, target, after,
            proposal.Inputs);
        _traces[underlying].Add(step);
        Tell(underlying, ref tally, step, all[underlying.Index].Now);
        return after;
    }

    /// <summary>
    /// Of a band policy that lacks an input the last band stands, with what it moves the target by: a smile that is
    /// lost for a moment moves no delta. One that says a reason and no band leaves it to the configuration.
    /// </summary>
    private double Shape(
        IBandPolicy policy, int slot, UnderlyingId underlying, ReadOnlySpan<ScalingView> all, double target,
        BandShape? standing, out BandShape? shape)
    {
        ref PolicyTally tally = ref Tally(slot, underlying);
        Proposal proposal = policy.Shape(ContextOf(slot, underlying, all, target, target), out BandShape? own);
        proposal = proposal.If(own?.IsFinite ?? true);
        shape = proposal.HasValue ? own : standing;
        double after = target + (shape?.TargetShift ?? 0);
        PolicyAccount.Count(
            ref tally, PolicyStage.Neutraliser, proposal, proposal.Value, target, after, all[underlying.Index]);
        var step = new TraceStep(
            slot, policy.Definition.Number, PolicyStage.Neutraliser, proposal.Rule, proposal.Missing, proposal.Value,
            target, after, proposal.Inputs);
        _traces[underlying].Add(step);
        Tell(underlying, ref tally, step, all[underlying.Index].Now);
        return after;
    }

    /// <summary>
    /// What stands when a policy proposes nothing. An exposure keeps its last proposal, none before its first. A
    /// modulator keeps its last factor and is zero before its first. A constraint lets nothing larger through than it
    /// let through last.
    /// </summary>
    private static double Fallback(PolicyStage stage, in PolicyTally tally, double target) => stage switch
    {
        PolicyStage.Constraint => tally.HasLast != 0
            ? Math.Clamp(target, -Math.Abs(tally.Last), Math.Abs(tally.Last)) : 0,
        _ => tally.HasLast != 0 ? tally.Last : 0,
    };

    private void Choose(
        ILegPolicy policy, int slot, UnderlyingId underlying, ReadOnlySpan<ScalingView> all, double target,
        ref LegPlan plan)
    {
        ref PolicyTally tally = ref Tally(slot, underlying);
        ReadOnlySpan<LegCandidate> candidates = _candidates is null ? default : _candidates.Read(underlying);
        Proposal proposal = policy.Choose(ContextOf(slot, underlying, all, target, target, candidates), ref plan);
        proposal = proposal.If(plan.IsFinite);
        if (!proposal.HasValue) plan = default;
        PolicyAccount.Count(
            ref tally, PolicyStage.Neutraliser, proposal, proposal.Value, target, target, all[underlying.Index]);
        var step = new TraceStep(
            slot, policy.Definition.Number, PolicyStage.Neutraliser, proposal.Rule, proposal.Missing, proposal.Value,
            target, target, proposal.Inputs);
        _traces[underlying].Add(step);
        Tell(underlying, ref tally, step, all[underlying.Index].Now);
    }

    private PolicyContext ContextOf(
        int slot, UnderlyingId underlying, ReadOnlySpan<ScalingView> all, double asked, double target,
        ReadOnlySpan<LegCandidate> candidates = default) => new(
        all, underlying, _table, slot, _memory.AsSpan(slot * UnderlyingId.Capacity, UnderlyingId.Capacity),
        in Tally(slot, underlying), ref _alarms[underlying.Index], _legs, candidates, asked, target);

    /// <summary>The mode has the last word.</summary>
    private static double Obey(
        TradingMode mode, LimitKind cause, double held, double byHand, double target, ScalingTrace trace)
    {
        if (mode < TradingMode.ReduceOnly) return target;
        double allowed = mode >= TradingMode.Flatten ? byHand
            : Math.Sign(target) != Math.Sign(held) ? 0
            : Math.CopySign(Math.Min(Math.Abs(target), Math.Abs(held)), target);
        trace.Add(new TraceStep(
            HandSlot, 0, PolicyStage.Constraint, allowed == target ? PolicyRule.Passed : PolicyRule.Clipped,
            PolicyInput.None, allowed, target, allowed, default, cause));
        return allowed;
    }

    private void Tell(UnderlyingId underlying, ref PolicyTally tally, in TraceStep step, Timestamp now)
    {
        bool changed = step.Rule != tally.ToldRule;
        bool moved = Math.Abs(step.Value - tally.ToldValue) > 0.05 * Math.Abs(tally.ToldValue);
        if (!changed && (!moved || now - tally.ToldAt < TellInterval)) return;
        tally.ToldRule = step.Rule;
        tally.ToldValue = step.Value;
        tally.ToldAt = now;
        _reporter.Policy(underlying, new PolicyReport(
            step.Before, step.After, step.Value, step.Inputs, step.Policy, (byte)step.Slot, step.Stage, step.Rule,
            step.Missing));
    }
}

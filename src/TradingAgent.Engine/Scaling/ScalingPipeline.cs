using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Scaling.Policies;

namespace TradingAgent.Engine.Scaling;

/// <summary>
/// The visible pipeline: exposures add up to a target, modulators multiply it, neutralisers
/// shape the band around it and constraints clip it, each with its
/// reason in the trace. A policy that lacks an input proposes nothing and says which: its last word stands.
/// </summary>
internal sealed class ScalingPipeline
{
    private const int HandSlot = -1;
    private static readonly Duration TellInterval = Duration.FromSeconds(60);
    private readonly PolicyTable _table;
    private readonly Reporter _reporter;
    private readonly PolicyMemory[] _memory = new PolicyMemory[PolicyTable.SlotsMax * UnderlyingId.Capacity];
    private readonly PolicyTally[] _tallies = new PolicyTally[PolicyTable.SlotsMax * UnderlyingId.Capacity];
    private readonly ScalingTrace[] _traces = new ScalingTrace[UnderlyingId.Capacity];

    public ScalingPipeline(PolicyTable table, Reporter reporter)
    {
        (_table, _reporter) = (table, reporter);
        for (int i = 0; i < _traces.Length; i++) _traces[i] = new ScalingTrace();
    }

    /// <summary>How the last target of an underlying came about.</summary>
    public ScalingTrace Trace(UnderlyingId underlying) => _traces[underlying.Index];

    public ref PolicyTally Tally(int slot, UnderlyingId underlying) =>
        ref _tallies[(slot * UnderlyingId.Capacity) + underlying.Index];

    /// <summary>A policy's own memory on an underlying.</summary>
    public ref PolicyMemory Memory(int slot, UnderlyingId underlying) =>
        ref _memory[(slot * UnderlyingId.Capacity) + underlying.Index];

    /// <summary>Slots of the mask hold another policy now: they begin anew.</summary>
    public void Forget(uint slots)
    {
        for (int slot = 0; slot < PolicyTable.SlotsMax; slot++)
        {
            if ((slots & (1u << slot)) == 0) continue;
            _memory.AsSpan(slot * UnderlyingId.Capacity, UnderlyingId.Capacity).Clear();
            _tallies.AsSpan(slot * UnderlyingId.Capacity, UnderlyingId.Capacity).Clear();
        }
    }

    /// <summary>The target of one underlying, coins of delta.</summary>
    /// <param name="underlying">Which.</param>
    /// <param name="all">The snapshot of every underlying.</param>
    /// <param name="byHand">The target the configuration sets.</param>
    /// <param name="mode">From ReduceOnly on the target does not grow; from Flatten on only the one by hand
    /// counts.</param>
    /// <param name="shape">The band around it; null where no band policy has one.</param>
    public double Decide(
        UnderlyingId underlying, ReadOnlySpan<ScalingView> all, double byHand, TradingMode mode, out BandShape? shape)
    {
        shape = null;
        ref readonly ScalingView view = ref all[underlying.Index];
        ScalingTrace trace = _traces[underlying.Index];
        trace.Begin(view.Now);
        trace.Add(new TraceStep(
            HandSlot, 0, PolicyStage.Exposure, PolicyRule.Formula, PolicyInput.None, byHand, 0, byHand, default));
        double target = byHand;
        for (PolicyStage stage = PolicyStage.Exposure; stage <= PolicyStage.Constraint; stage++)
        {
            for (int slot = 0; slot < _table.Count; slot++)
            {
                if (!_table.Applies(slot, underlying)) continue;
                IPolicy? policy = PolicyList.PolicyOf(_table.KindOf(slot));
                if (policy is null || policy.Definition.Stage != stage) continue;
                target = policy is IBandPolicy band
                    ? Shape(band, slot, underlying, all, target, ref shape)
                    : Ask(policy, slot, underlying, all, target);
            }
        }
        return Obey(mode, view.Target, byHand, target, trace);
    }

    public void Save(ref SnapshotWriter writer)
    {
        int used = _table.Count * UnderlyingId.Capacity;
        writer.Write<PolicyTally>(_tallies.AsSpan(0, used));
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
        for (int i = 0; i < used; i++)
            _memory[i] = _tallies[i].Decisions > 0 ? reader.Read<PolicyMemory>() : default;
    }

    private double Ask(
        IPolicy policy, int slot, UnderlyingId underlying, ReadOnlySpan<ScalingView> all, double target)
    {
        PolicyDefinition definition = policy.Definition;
        ref PolicyTally tally = ref Tally(slot, underlying);
        ReadOnlySpan<double> values = _table.Values(slot, underlying);
        Proposal proposal = policy.Propose(
            new PolicyContext(all, underlying, values, ref Memory(slot, underlying), in tally, target));
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
        _traces[underlying.Index].Add(step);
        Tell(underlying, ref tally, step, all[underlying.Index].Now);
        return after;
    }

    /// <summary>
    /// A band policy that lacks an input leaves the band to the configuration, which is said; it never widens to
    /// nothing.
    /// </summary>
    private double Shape(
        IBandPolicy policy, int slot, UnderlyingId underlying, ReadOnlySpan<ScalingView> all, double target,
        ref BandShape? shape)
    {
        ref PolicyTally tally = ref Tally(slot, underlying);
        Proposal proposal = policy.Shape(
            new PolicyContext(
                all, underlying, _table.Values(slot, underlying), ref Memory(slot, underlying), in tally, target),
            out BandShape own);
        double after = target;
        if (proposal.HasValue)
        {
            shape = own;
            after += own.TargetShift;
        }
        PolicyAccount.Count(
            ref tally, PolicyStage.Neutraliser, proposal, proposal.Value, target, after, all[underlying.Index]);
        var step = new TraceStep(
            slot, policy.Definition.Number, PolicyStage.Neutraliser, proposal.Rule, proposal.Missing, proposal.Value,
            target, after, proposal.Inputs);
        _traces[underlying.Index].Add(step);
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

    /// <summary>The mode has the last word.</summary>
    private static double Obey(
        TradingMode mode, double held, double byHand, double target, ScalingTrace trace)
    {
        if (mode < TradingMode.ReduceOnly) return target;
        double allowed = mode >= TradingMode.Flatten ? byHand
            : Math.Sign(target) != Math.Sign(held) ? 0
            : Math.CopySign(Math.Min(Math.Abs(target), Math.Abs(held)), target);
        trace.Add(new TraceStep(
            HandSlot, 0, PolicyStage.Constraint, allowed == target ? PolicyRule.Passed : PolicyRule.Clipped,
            PolicyInput.None, allowed, target, allowed, default));
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

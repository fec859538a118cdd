namespace TradingAgent.Engine.Scaling.Policies;

/// <summary>
/// A neutraliser of gamma and vega: which option positions should change, and by how much. Its proposal's value is the
/// largest change in units, for the trace.
/// </summary>
internal interface ILegPolicy : IPolicy
{
    /// <summary>Fills the plan, or leaves it empty; the proposal says why, or what is missing.</summary>
    Proposal Choose(in PolicyContext context, ref LegPlan plan);

    /// <summary>Legs move no target by themselves.</summary>
    Proposal IPolicy.Propose(in PolicyContext context)
    {
        LegPlan plan = default;
        return Choose(context, ref plan);
    }
}

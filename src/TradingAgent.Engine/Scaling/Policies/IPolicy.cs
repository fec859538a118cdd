namespace TradingAgent.Engine.Scaling.Policies;

/// <summary>
/// One scaling method: a pure function of a snapshot, its parameters and the memory it declares to a proposal. An
/// exposure proposes coins of delta, a modulator a factor, a constraint the target it lets through.
/// </summary>
internal interface IPolicy
{
    PolicyDefinition Definition { get; }

    Proposal Propose(in PolicyContext context);
}

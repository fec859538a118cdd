namespace TradingAgent.Engine.Scaling.Policies;

/// <summary>
/// A neutraliser of delta: how far the delta may be from its target before it is hedged, and how far back. Its
/// proposal's value is the half width, for the trace.
/// </summary>
internal interface IBandPolicy : IPolicy
{
    /// <summary>
    /// The band of the moment, or null with a reason to leave it to the configured one. With a proposal that lacks an
    /// input there is no word on the band: the last one stands, with its shift.
    /// </summary>
    Proposal Shape(in PolicyContext context, out BandShape? shape);

    /// <summary>A band moves no target by itself.</summary>
    Proposal IPolicy.Propose(in PolicyContext context) => Shape(context, out _);
}

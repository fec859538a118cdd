namespace TradingAgent.Engine.Kernel;

/// <summary>
/// Versions of the sections' layouts. Whoever changes what a room saves raises its version, so that the next build
/// refuses what it would misread; a test holds the sizes against these numbers.
/// </summary>
public static class FactsLayout
{
    /// <summary>The version this build writes and reads.</summary>
    public static ushort VersionOf(FactsSection section) => section switch
    {
        FactsSection.Clock => 1,
        FactsSection.Parameters => 2,
        FactsSection.Listings => 1,
        FactsSection.Scope => 1,
        FactsSection.Market => 2,
        FactsSection.Curve => 3,
        FactsSection.Positions => 1,
        FactsSection.Cash => 3,
        FactsSection.Fills => 1,
        FactsSection.Losses => 2,
        FactsSection.OrderIds => 1,
        FactsSection.Surface => 2,
        _ => throw new InvariantException($"section {section} has no layout"),
    };
}

namespace TradingAgent.Exchange.Faults;

/// <summary>A fault with a beginning and an end.</summary>
/// <param name="Kind">What.</param>
/// <param name="At">When it begins.</param>
/// <param name="Lasts">How long; zero for what happens at once.</param>
/// <param name="Size">How much, from 0 to 1: each kind has its own scale.</param>
public readonly record struct FaultEpisode(FaultKind Kind, Timestamp At, Duration Lasts, double Size)
{
    /// <summary>When it is over.</summary>
    public Timestamp Ends => At + Lasts;
}

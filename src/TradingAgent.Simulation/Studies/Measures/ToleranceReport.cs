namespace TradingAgent.Simulation.Studies.Measures;

/// <summary>How long one Greek of one coin kept to its tolerance.</summary>
/// <param name="Tolerance">Name of the setting that says how much is tolerated; null when nothing does.</param>
/// <param name="Limit">How much; null when nothing says so, or when it follows the market as a band does.</param>
/// <param name="KeptShare">Share of the steps within it; null when there is none.</param>
/// <param name="MaxAbs">The largest magnitude, in the unit of the Greek.</param>
public sealed record ToleranceReport(string? Tolerance, double? Limit, double? KeptShare, double MaxAbs);

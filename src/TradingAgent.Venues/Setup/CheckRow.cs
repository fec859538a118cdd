namespace TradingAgent.Venues.Setup;

/// <summary>One line of a check.</summary>
/// <param name="Subject">What was looked at.</param>
/// <param name="State">How it is.</param>
/// <param name="Finding">What was found, with figures.</param>
/// <param name="Remedy">What to do about it; empty when nothing.</param>
public sealed record CheckRow(string Subject, CheckState State, string Finding, string Remedy = "");

namespace TradingAgent.Domain.Reports;

/// <summary>A leg's quality changed.</summary>
/// <param name="From">Before.</param>
/// <param name="To">After.</param>
/// <param name="Age">Age of its oldest input, seconds.</param>
public readonly record struct LegQualityReport(LegQuality From, LegQuality To, double Age);

namespace TradingAgent.Engine.Kernel;

/// <summary>What a value may be.</summary>
/// <param name="Unit">Its unit; or the words of a choice in order of their numbers (<c>0 usd, 1 coin</c>).</param>
/// <param name="Min">Smallest value allowed.</param>
/// <param name="Max">Largest value allowed.</param>
public readonly record struct ParameterRange(string Unit, double Min, double Max);

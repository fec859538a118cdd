namespace TradingAgent.Quant.Costs;

/// <summary>Inputs of a hedge's cost, as a set: those that were missing.</summary>
[Flags]
public enum HedgeInputs : byte
{
    None = 0,
    Fee = 1,
    Funding = 2,
    Depth = 4,
    OpenInterest = 8,
    Margin = 16,
}

using System.Runtime.CompilerServices;

namespace TradingAgent.Quant.Sizing;

/// <summary>The last outcomes of trades, as shares of their value, in a ring.</summary>
[InlineArray(Length)]
public struct OutcomeRow
{
    /// <summary>Outcomes kept.</summary>
    public const int Length = 64;

    private double _first;
}

using System.Runtime.CompilerServices;

namespace TradingAgent.Domain.Reports;

/// <summary>The numbers a proposal came from, in the order that its policy declares.</summary>
[InlineArray(Count)]
public struct PolicyInputs
{
    public const int Count = 6;

    private double _first;
}

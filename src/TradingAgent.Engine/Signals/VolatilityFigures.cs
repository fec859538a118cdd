using System.Runtime.CompilerServices;

namespace TradingAgent.Engine.Signals;

/// <summary>Volatilities per year, by <see cref="VolatilitySource"/>; NaN where not known.</summary>
[InlineArray(Count)]
internal struct VolatilityFigures
{
    public const int Count = 8;

    private double _first;
}

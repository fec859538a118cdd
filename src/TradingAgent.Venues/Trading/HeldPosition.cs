using System.Globalization;

namespace TradingAgent.Venues.Trading;

/// <summary>A position as the venue lists it.</summary>
/// <param name="Category">The venue's shelf that it is on; empty where it has one only.</param>
/// <param name="Symbol">The venue's name of the contract.</param>
/// <param name="Size">Above zero for long, below for short.</param>
internal readonly record struct HeldPosition(string Category, string Symbol, decimal Size)
{
    /// <summary>True when selling closes it.</summary>
    public bool IsLong => Size > 0;

    /// <summary>What closes it, as the venue writes numbers.</summary>
    public string Quantity => Math.Abs(Size).ToString("0.##########", CultureInfo.InvariantCulture);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Symbol} {Size:0.##########}");
}

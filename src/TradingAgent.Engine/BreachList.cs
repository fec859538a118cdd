using System.Runtime.CompilerServices;

namespace TradingAgent.Engine;

/// <summary>The first breaches that are latched, as a plain value that travels with a status.</summary>
public readonly struct BreachList : IEquatable<BreachList>
{
    /// <summary>How many are told; the count says when there are more.</summary>
    public const int Told = 16;

    private readonly Places _places;

    private BreachList(ReadOnlySpan<Breach> breaches)
    {
        Count = breaches.Length;
        breaches[..Math.Min(Told, breaches.Length)].CopyTo(_places);
    }

    /// <summary>How many are latched.</summary>
    public int Count { get; }

    /// <summary>One of them, from 0 to the smaller of <see cref="Count"/> and <see cref="Told"/>.</summary>
    public Breach this[int index] => _places[index];

    public static BreachList Of(ReadOnlySpan<Breach> breaches) => new(breaches);

    public bool Equals(BreachList other)
    {
        bool same = Count == other.Count;
        for (int i = 0; same && i < Told; i++) same = _places[i] == other._places[i];
        return same;
    }

    public override bool Equals(object? obj) => obj is BreachList other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Count, _places[0]);

    [InlineArray(Told)]
    private struct Places
    {
        private Breach _first;
    }
}

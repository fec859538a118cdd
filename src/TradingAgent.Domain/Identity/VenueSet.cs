namespace TradingAgent.Domain.Identity;

/// <summary>A set of venues in one byte.</summary>
/// <param name="Bits">One for each venue's index.</param>
public readonly record struct VenueSet(byte Bits)
{
    public bool IsEmpty => Bits == 0;

    public bool Contains(VenueId venue) => (Bits & (1 << venue.Index)) != 0;

    public VenueSet With(VenueId venue) => new((byte)(Bits | (1 << venue.Index)));

    public VenueSet Without(VenueId venue) => new((byte)(Bits & ~(1 << venue.Index)));

    /// <summary>True when every member of another set is one of this.</summary>
    public bool Covers(VenueSet other) => (other.Bits & ~Bits) == 0;
}

namespace TradingAgent.Domain.Identity;

/// <summary>A set of venues in one byte.</summary>
/// <param name="Bits">One for each venue's index.</param>
public readonly record struct VenueSet(byte Bits)
{
    public bool IsEmpty => Bits == 0;

    public bool Contains(VenueId venue) => (Bits & (1 << venue.Index)) != 0;

    public VenueSet With(VenueId venue) => new((byte)(Bits | (1 << venue.Index)));

    public VenueSet Without(VenueId venue) => new((byte)(Bits & ~(1 << venue.Index)));

    /// <summary>The members of both.</summary>
    public VenueSet And(VenueSet other) => new((byte)(Bits & other.Bits));

    /// <summary>The members that another set has not.</summary>
    public VenueSet Except(VenueSet other) => new((byte)(Bits & ~other.Bits));

    /// <summary>True when every member of another set is one of this.</summary>
    public bool Covers(VenueSet other) => (other.Bits & ~Bits) == 0;
}

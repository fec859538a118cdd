using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Market;

/// <summary>
/// One expiry of one underlying at one venue, and what the forward that this venue prices on is over the reference
/// price.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ExpirySlot
{
    public Timestamp Expiry;

    /// <summary>Basis in use: F = S·(1 + basis).</summary>
    public double Basis;

    /// <summary>Smoothed basis, which replaces the one in use when it has moved enough to matter.</summary>
    public double BasisSmoothed;

    /// <summary>The forward last said: a venue repeats it in the ticker of every option of the expiry.</summary>
    public double ForwardSaid;

    /// <summary>When a forward of this expiry was last said.</summary>
    public Timestamp At;

    public int Underlying;

    public int Venue;

    /// <summary>1 while the basis in use comes from put-call parity and not from the venue's own forward.</summary>
    public long IsParity;
}

using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Positions;

/// <summary>What we own of one instrument.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PositionEntry
{
    /// <summary>Signed size in the instrument's unit.</summary>
    public NetQuantity Quantity;

    /// <summary>The part of it that was adopted and has no cost yet: it takes the first price seen.</summary>
    public NetQuantity WithoutCost;

    /// <summary>
    /// What the rest is worth at its own entry prices, in settle currency (see PositionLedger.ValueOf).
    /// </summary>
    public decimal Cost;

    /// <summary>Realised since the engine began, settle currency, fees not taken off.</summary>
    public decimal Realised;

    /// <summary>
    /// The venue's sequence of the last report agreed with or adopted; fills up to it are in already.
    /// </summary>
    public long VenueSequence;

    public Timestamp LastFillAt;
}

using System.Runtime.InteropServices;
using TradingAgent.Domain.Identity;
using TradingAgent.Domain.Numbers;
using TradingAgent.Domain.Orders;
using TradingAgent.Domain.Time;

namespace TradingAgent.Domain.Commands;

/// <summary>
/// The engine's only output that acts: 64 bytes, blittable. Its result comes back as an event. It leaves only after the
/// event that caused it is in the journal, and not after <see cref="SendBefore"/>.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct EngineCommand
{
    public const int SizeBytes = 64;

    /// <summary>Sequence of the event that caused it.</summary>
    [FieldOffset(0)] public long Cause;

    /// <summary>Position among all commands of the engine's life, from 1.</summary>
    [FieldOffset(8)] public long Number;

    /// <summary>Past this moment it must not be sent, and comes back as CommandNotSent.</summary>
    [FieldOffset(16)] public Timestamp SendBefore;

    [FieldOffset(24)] public CommandKind Kind;
    [FieldOffset(25)] public VenueId Venue;
    [FieldOffset(26)] public Side Side;
    [FieldOffset(27)] public TimeInForce TimeInForce;
    [FieldOffset(28)] public InstrumentId Instrument;
    [FieldOffset(32)] public ClientOrderId Order;

    /// <summary>Limit price of a placement; the new price of an amend.</summary>
    [FieldOffset(40)] public Price Price;

    /// <summary>Size of a placement; the new total size of an amend.</summary>
    [FieldOffset(48)] public Quantity Quantity;

    /// <summary>The venue may only let it reduce the position.</summary>
    [FieldOffset(56)] public bool ReduceOnly;
}

using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Orders;

/// <summary>One of our orders, as we know it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct OrderSlot
{
    public ClientOrderId Id;
    public InstrumentId Instrument;
    public OrderState State;
    public Side Side;
    public TimeInForce TimeInForce;
    public VenueId Venue;
    public Price Price;

    /// <summary>Total size, filled included.</summary>
    public Quantity Quantity;

    public Quantity Filled;

    /// <summary>What a pending amend asks for; the order counts the larger of old and new meanwhile.</summary>
    public Price PendingPrice;

    public Quantity PendingQuantity;

    /// <summary>When the last command about it went out.</summary>
    public Timestamp SentAt;

    /// <summary>When its resting price or size last changed.</summary>
    public Timestamp ChangedAt;

    /// <summary>Since when nobody knows what became of it; none while somebody does.</summary>
    public Timestamp UnknownSince;

    /// <summary>When we last asked the venue about it.</summary>
    public Timestamp AskedAt;

    /// <summary>When the venue said that it ended while fills it counts had not reached us; none otherwise.</summary>
    public Timestamp EndingAt;

    /// <summary>The signal that ends it once they have.</summary>
    public OrderSignal Ending;

    /// <summary>1 once it was said that nobody knows what became of it.</summary>
    public byte WasToldUnknown;

    /// <summary>1 when the venue lets it only reduce the position.</summary>
    public byte IsReduceOnly;
    public byte Reserved2;

    /// <summary>Id of the last report that named it.</summary>
    public int ReportedIn;

    /// <summary>1 once the venue has said that it rests or rested.</summary>
    public int WasAccepted;

    /// <summary>1 when a cancel is wanted as soon as the order can take one.</summary>
    public int CancelWanted;

    /// <summary>Not terminal: it may rest, or come to rest.</summary>
    public readonly bool IsAlive => !OrderLifecycle.IsTerminal(State);

    /// <summary>
    /// The venue ended it, but fills it counts are still on their way: nothing more can be asked of it.
    /// </summary>
    public readonly bool IsEnding => !EndingAt.IsNone;

    /// <summary>What may still fill, an unsettled amend included; of an ending order, the fills on their way.</summary>
    public readonly Quantity Open
    {
        get
        {
            long total = Math.Max(Quantity.Raw, PendingQuantity.Raw);
            return new Quantity(Math.Max(0, total - Filled.Raw));
        }
    }
}

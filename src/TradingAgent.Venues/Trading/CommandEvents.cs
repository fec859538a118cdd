using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Trading;

/// <summary>What became of a command, as events: the same words whichever road it took.</summary>
internal sealed class CommandEvents(VenueId venue, IEventSink events)
{
    public void NotSent(
        ClientOrderId order, CommandKind kind, InstrumentId instrument, NotSentReason reason, Timestamp now)
    {
        EngineEvent change = VenueEvent.Of(EventKind.CommandNotSent, venue, instrument, now);
        change.NotSent = new CommandNotSent(order, kind, reason);
        events.Publish(in change);
    }

    public void Unknown(ClientOrderId order, CommandKind kind, InstrumentId instrument, Timestamp now)
    {
        EngineEvent change = VenueEvent.Of(EventKind.OutcomeUnknown, venue, instrument, now);
        change.Unknown = new OutcomeUnknown(order, kind);
        events.Publish(in change);
    }

    /// <summary>
    /// Publishes what a verdict means for the command. Success publishes nothing: only the private stream says what
    /// the matching engine did.
    /// </summary>
    public void Answered(
        ClientOrderId order,
        CommandKind kind,
        InstrumentId instrument,
        VenueVerdict verdict,
        RejectReason reason,
        int code,
        Timestamp now)
    {
        if (verdict.IsDone) return;
        if (verdict.IsAmbiguous)
        {
            Unknown(order, kind, instrument, now);
            return;
        }
        if (kind == CommandKind.PlaceOrder && reason == RejectReason.WouldTake)
        {
            // Venues that match before they answer say so at once; others cancel the order a moment later. It is the
            // same end.
            EngineEvent ended = VenueEvent.Of(EventKind.OrderCancelled, venue, instrument, now);
            ended.Cancelled = new OrderCancelled(order, Quantity.Zero, CancelReason.WouldTake);
            events.Publish(in ended);
            return;
        }
        if (kind != CommandKind.PlaceOrder && IsUnread(reason))
        {
            NotSent(
                order, kind, instrument,
                reason is RejectReason.RateLimited or RejectReason.VenueBusy
                    ? NotSentReason.RateLimited
                    : NotSentReason.Disconnected,
                now);
            return;
        }
        EventKind what = kind switch
        {
            CommandKind.PlaceOrder => EventKind.OrderRejected,
            CommandKind.AmendOrder => EventKind.AmendRejected,
            _ => EventKind.CancelRejected,
        };
        EngineEvent change = VenueEvent.Of(what, venue, instrument, now);
        if (what == EventKind.OrderRejected) change.Rejected = new OrderRejected(order, reason, code);
        else change.CommandRejected = new CommandRejected(order, reason, code);
        events.Publish(in change);
    }

    /// <summary>
    /// Refused before the venue looked at the order: this proves nothing about the order, so a change refused thus
    /// counts as never sent and leaves an order whose state is unknown as unknown as it was.
    /// </summary>
    private static bool IsUnread(RejectReason reason) => reason
        is RejectReason.RateLimited or RejectReason.VenueBusy or RejectReason.ClockSkew or RejectReason.Unauthorised;
}

using System.Runtime.InteropServices;
using TradingAgent.Exchange.Faults;

namespace TradingAgent.Simulation.Storm.Venue;

/// <content>The way from the exchange to the agent, and what happens to messages on it.</content>
internal sealed partial class StormVenue
{
    private ClientOrderId _mutedAck;
    private ClientOrderId _heldAck;
    private Duration _reportHeld;
    private Duration _accountHeld;

    /// <summary>Asks the world to restart the account's stream: a frame of it made no sense.</summary>
    public bool WantsReset { get; set; }

    private void Route(Timestamp now)
    {
        if (_heard.Count == 0) return;
        Span<EngineEvent> heard = CollectionsMarshal.AsSpan(_heard);
        for (int i = 0; i < heard.Length;)
        {
            int end = EndOfFrame(heard, i);
            Span<EngineEvent> frame = heard[i..end];
            foreach (ref EngineEvent change in frame) change = Stamped(change);
            EventKind kind = frame[0].Kind;
            if (IsCutOff) MarkLost(kind, now);
            else if (kind < EventKind.OrderAccepted) RouteMarket(frame, now);
            else if (IsAnswer(kind)) RouteAnswer(frame, now);
            else RouteAccount(frame, now);
            i = end;
        }
        _heard.Clear();
    }

    /// <summary>A report is one answer, an option's ticker one frame; anything else is a message by itself.</summary>
    private static int EndOfFrame(ReadOnlySpan<EngineEvent> heard, int from)
    {
        int at = from;
        if (heard[from].Kind == EventKind.ReportBegun)
            while (heard[at].Kind != EventKind.ReportCompleted) at++;
        else
            while (!heard[at].EndsFrame) at++;
        return at + 1;
    }

    private static bool IsAnswer(EventKind kind) => kind
        is EventKind.ReportBegun or EventKind.OrderReported or EventKind.OrderRejected or EventKind.CancelRejected
        or EventKind.AmendRejected;

    private void MarkLost(EventKind kind, Timestamp now)
    {
        if (kind >= EventKind.OrderAccepted) LossyAt = now;
    }

    private void RouteMarket(Span<EngineEvent> frame, Timestamp now)
    {
        bool isHidden = IsMarketStale || IsInMaintenance || IsUnreachable;
        if (isHidden || IsBookCrossed) MarketDisturbedAt = now;
        if (isHidden) return;
        if (IsBookCrossed && frame[0].Kind == EventKind.QuoteChanged) Cross(ref frame[0]);
        Timestamp at = now + Travel();
        switch (_plan.StrikeMessage(now, isAccount: false))
        {
            case FaultKind.MessageLost:
                _tally.Count(FaultKind.MessageLost);
                return;
            case FaultKind.MessageCorrupted:
                // The book is asked for anew; until then the old one stands.
                _tally.Count(FaultKind.MessageCorrupted);
                _venue.Refresh();
                return;
            case FaultKind.MessageDuplicated:
                _tally.Count(FaultKind.MessageDuplicated);
                Send(_marketLine, at, frame);
                Send(_marketLine, at, frame);
                return;
            case FaultKind.MessageReordered:
                _tally.Count(FaultKind.MessageReordered);
                Hold(_marketLine, at + _plan.Between(0.02, 0.3), frame);
                return;
            case FaultKind.MessageLate:
                _tally.Count(FaultKind.MessageLate);
                Hold(_marketLine, at + _plan.Between(0.3, 4), frame);
                return;
            default:
                Send(_marketLine, at, frame);
                return;
        }
    }

    private void RouteAccount(Span<EngineEvent> frame, Timestamp now)
    {
        if (IsAccountSilent || IsInMaintenance || IsUnreachable)
        {
            LossyAt = now;
            return;
        }
        EventKind kind = frame[0].Kind;
        Timestamp at = now + Travel() + _accountHeld;
        if (kind == EventKind.OrderAccepted && frame[0].Accepted.Order == _mutedAck) return;
        if (kind == EventKind.OrderAccepted && frame[0].Accepted.Order == _heldAck)
        {
            Hold(_accountLine, at + _plan.Between(0.05, 1), frame);
            return;
        }
        if (kind is EventKind.Delivered or EventKind.CashTransferred)
        {
            // These are polled: what one answer misses the next one brings.
            Hold(_accountLine, at + _plan.Between(0, 20), frame);
            DisturbCash(at + Duration.FromSeconds(20));
            return;
        }
        if (kind == EventKind.FundingPaid) _tally.Count(FaultKind.FundingPaid);
        switch (_plan.StrikeMessage(now, isAccount: true))
        {
            case FaultKind.MessageLost:
                _tally.Count(FaultKind.MessageLost);
                Truth.OnLost(frame[0]);
                LossyAt = now;
                return;
            case FaultKind.MessageCorrupted:
                _tally.Count(FaultKind.MessageCorrupted);
                LossyAt = now;
                WantsReset = true;
                return;
            case FaultKind.MessageDuplicated:
                _tally.Count(FaultKind.MessageDuplicated);
                Send(_accountLine, at, frame);
                Hold(_accountLine, at + _plan.Between(0, 2), frame);
                DisturbCash(at);
                return;
            case FaultKind.MessageReordered:
                _tally.Count(FaultKind.MessageReordered);
                Hold(_accountLine, at + _plan.Between(0.02, 0.3), frame);
                DisturbCash(at);
                return;
            case FaultKind.MessageLate:
                _tally.Count(FaultKind.MessageLate);
                Hold(_accountLine, at + _plan.Between(0.3, 4), frame);
                DisturbCash(at);
                return;
            default:
                Send(_accountLine, at, frame);
                return;
        }
    }

    /// <summary>
    /// A balance is a level: told out of order it is wrong until the next one. Later fills and rows add to it, so any
    /// disorder of the account's messages leaves the cash in doubt until a report.
    /// </summary>
    private void DisturbCash(Timestamp at)
    {
        Timestamp until = at + Duration.FromSeconds(5);
        if (until > CashInDoubtAt) CashInDoubtAt = until;
    }

    /// <summary>Until when a balance told out of order may still arrive.</summary>
    public Timestamp CashInDoubtAt { get; private set; }

    private void RouteAnswer(Span<EngineEvent> frame, Timestamp now)
    {
        if (IsUnreachable)
        {
            LossyAt = now;
            return;
        }
        Timestamp at = now + Travel();
        if (frame[0].Kind == EventKind.ReportBegun) at += _reportHeld;
        if (_reportHeld.Nanoseconds > 0) Hold(_answerLine, at, frame);
        else Send(_answerLine, at, frame);
    }

    private void Cross(ref EngineEvent change)
    {
        QuoteChanged quote = change.Quote;
        change.Quote = quote with { Bid = quote.Ask, Ask = quote.Bid };
    }

    private static void Send(DelayLine<EngineEvent> line, Timestamp at, ReadOnlySpan<EngineEvent> frame)
    {
        foreach (ref readonly EngineEvent change in frame) line.Send(at, in change);
    }

    private static void Hold(DelayLine<EngineEvent> line, Timestamp at, ReadOnlySpan<EngineEvent> frame)
    {
        foreach (ref readonly EngineEvent change in frame) line.Hold(at, in change);
    }
}

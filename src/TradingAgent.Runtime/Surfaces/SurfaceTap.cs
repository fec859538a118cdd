using TradingAgent.Runtime.Live;

namespace TradingAgent.Runtime.Surfaces;

/// <summary>
/// Passes every event on and notes option tickers and positions on the tape: that is all a smile is fitted from. On the
/// way it shows clocks and stamps to whoever times the venues.
/// </summary>
internal sealed class SurfaceTap(IEventSink inner, QuoteTape tape, VenueTimings timings) : IEventSink
{
    public void Publish(in EngineEvent change)
    {
        inner.Publish(in change);
        Note(in change);
    }

    public void PublishFrame(Span<EngineEvent> frame)
    {
        inner.PublishFrame(frame);
        foreach (ref readonly EngineEvent change in frame) Note(in change);
    }

    private void Note(in EngineEvent change)
    {
        switch (change.Kind)
        {
            case EventKind.OptionQuoteChanged:
                OptionQuoteChanged quote = change.OptionQuote;
                tape.Write(change.Instrument, new OptionTick(
                    change.ReceivedAt, quote.Forward.ToDouble(), quote.BidVolatility, quote.AskVolatility,
                    quote.MarkVolatility));
                timings.OnMarket(in change);
                break;
            case EventKind.QuoteChanged:
            case EventKind.TradePrinted:
                timings.OnMarket(in change);
                break;
            case EventKind.VenueClockMeasured:
                timings.OnClock(change.Venue, change.VenueClock);
                break;
            case EventKind.PositionReported:
                tape.SetHeld(change.Instrument, !change.Position.Quantity.IsZero);
                break;
            case EventKind.OrderFilled:
                tape.SetHeld(change.Instrument, true);
                break;
            case EventKind.Delivered:
            case EventKind.InstrumentRetired:
                tape.SetHeld(change.Instrument, false);
                break;
        }
    }
}

using TradingAgent.Runtime.Live;
using TradingAgent.Runtime.Surfaces;
using TradingAgent.UnitTests.Venues;
using Xunit;

namespace TradingAgent.UnitTests.Runtime.Live;

/// <summary>Clocks of venues and the age of their messages, from the events that pass.</summary>
public sealed class VenueTimingsTests
{
    private static readonly Timestamp Start = Timestamp.FromMilliseconds(1_790_000_000_000);

    private readonly VenueTimings _timings = new();
    private readonly SurfaceTap _tap;

    public VenueTimingsTests() => _tap = new SurfaceTap(new RecordingSink(), new QuoteTape(8), _timings);

    private VenueTiming Bybit => _timings[VenueId.Bybit];

    private void Say(EventKind kind, long sentMs, long receivedMs, VenueId venue) => _tap.Publish(new EngineEvent
    {
        Kind = kind,
        Venue = venue,
        Instrument = new InstrumentId(1),
        VenueTime = Start + Duration.FromMilliseconds(sentMs),
        ReceivedAt = Start + Duration.FromMilliseconds(receivedMs),
    });

    private void Say(long sentMs, long receivedMs) => Say(EventKind.QuoteChanged, sentMs, receivedMs, VenueId.Bybit);

    private void Clock(long offsetMs) => _tap.Publish(new EngineEvent
    {
        Kind = EventKind.VenueClockMeasured,
        Venue = VenueId.Bybit,
        VenueClock = new VenueClockMeasured(Duration.FromMilliseconds(offsetMs), Duration.FromMilliseconds(8)),
    });

    [Fact]
    public void Nothing_is_known_before_it_was_said()
    {
        Assert.Equal(new VenueTiming(double.NaN, double.NaN, double.NaN, double.NaN), Bybit);
        Clock(250);
        Assert.Equal(new VenueTiming(0.25, 0.008, double.NaN, double.NaN), Bybit);
        Assert.Equal(double.NaN, _timings[VenueId.BinanceFutures].OffsetSeconds);
    }

    [Fact]
    public void The_age_is_by_the_venues_clock()
    {
        Clock(250);
        // Its clock is ahead: what it sent at 300 was received at our 70, its 320.
        Say(300, 70);
        Assert.Equal(0.02, Bybit.AgeSeconds, 9);
    }

    [Fact]
    public void The_worst_is_of_the_last_ten_to_twenty_seconds()
    {
        Say(0, 500);
        Say(1_000, 1_020);
        Assert.Equal((0.02, 0.5), (Bybit.AgeSeconds, Bybit.AgeWorstSeconds));
        Say(12_000, 12_030);
        Assert.Equal(0.5, Bybit.AgeWorstSeconds);
        Say(24_000, 24_010);
        Assert.Equal(0.03, Bybit.AgeWorstSeconds, 9);
    }

    [Fact]
    public void Only_quotes_and_trades_with_a_stamp_say_how_late_the_venue_is()
    {
        Say(EventKind.OrderFilled, 0, 9_000, VenueId.Bybit);
        Say(EventKind.FundingChanged, 0, 9_000, VenueId.Bybit);
        _tap.Publish(new EngineEvent { Kind = EventKind.QuoteChanged, Venue = VenueId.Bybit, ReceivedAt = Start });
        Assert.Equal(double.NaN, Bybit.AgeSeconds);
        foreach (EventKind kind in (EventKind[])
            [EventKind.QuoteChanged, EventKind.TradePrinted, EventKind.OptionQuoteChanged])
        {
            Say(kind, 0, 30, VenueId.BinanceOptions);
            Assert.Equal(0.03, _timings[VenueId.BinanceOptions].AgeSeconds, 9);
        }
    }

    [Fact]
    public void Watching_allocates_nothing()
    {
        Say(0, 10);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var change = new EngineEvent { Kind = EventKind.QuoteChanged, Venue = VenueId.Bybit, VenueTime = Start };
        for (int i = 1; i < 1_000; i++)
        {
            change.ReceivedAt = Start + Duration.FromMilliseconds(i * 50);
            _timings.OnMarket(in change);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}

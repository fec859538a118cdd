using System.Collections.Concurrent;
using TradingAgent.Domain.Instruments;
using TradingAgent.Runtime.Live;
using TradingAgent.Runtime.Surfaces;
using TradingAgent.TestKit.Engine;
using TradingAgent.Venues.Ports;
using Xunit;

namespace TradingAgent.UnitTests.Runtime.Surfaces;

public sealed class SurfaceWatchTests : IDisposable
{
    private readonly SteadyClock _clock = new(new StandingTime());
    private readonly Recorder _recorder = new();
    private readonly InstrumentTable _table = new();
    private readonly Chain _near = new(7);
    private readonly Chain _far = new(30, 100);
    private readonly List<(SurfaceStatus To, SurfaceStatus From)> _told = [];
    private readonly SurfaceTap _tap;
    private readonly SurfaceWatch _watch;

    public SurfaceWatchTests()
    {
        foreach (Instrument option in _near.Options.Concat(_far.Options)) _table.Add(option);
        var tape = new QuoteTape(256);
        _tap = new SurfaceTap(_recorder, tape, new VenueTimings());
        _watch = new SurfaceWatch(
            tape, () => _table, _tap, _clock, (fit, before) => _told.Add((fit.Status, before)), Assert.Null);
    }

    public void Dispose() => _watch.Dispose();

    [Fact]
    public void Only_held_expiries_are_fitted_and_only_when_there_is_news()
    {
        Say(_near, 1);
        Say(_far, 1);
        _watch.Step();
        Assert.Empty(_recorder.Smiles);
        Hold(_near.Options[3].Id, 2);
        _watch.Step();
        SurfaceFitted fit = Assert.Single(_recorder.Smiles);
        Assert.Equal((_near.Expiry, SurfaceStatus.Fitted, 21), (fit.Expiry, fit.Status, fit.Quotes));
        _watch.Step();
        Assert.Single(_recorder.Smiles);
        Say(_near, 1.1);
        _watch.Step();
        Assert.Equal(2, _recorder.Smiles.Count());
        Hold(_near.Options[3].Id, 0);
        Say(_near, 1.2);
        _watch.Step();
        Assert.Equal(2, _recorder.Smiles.Count());
    }

    [Fact]
    public void Each_venue_has_a_smile_of_its_own_for_the_same_expiry()
    {
        Instrument[] abroad =
        [
            .. _near.Options.Select(o => o with
            {
                Id = new InstrumentId(o.Id.Index + 200),
                Terms = o.Terms with { Venue = VenueId.BinanceOptions },
            }),
        ];
        foreach (Instrument option in abroad) _table.Add(option);
        Hold(_near.Options[3].Id, 2);
        Hold(abroad[3].Id, 2);
        Say(_near, 1);
        _watch.Step();
        // The other venue has said nothing: its smile is not made of these quotes.
        EngineEvent fit = Assert.Single(_recorder.Events, e => e.Kind == EventKind.SurfaceFitted);
        Assert.Equal((_near.Options[0].Terms.Venue, 21), (fit.Venue, fit.Surface.Quotes));
    }

    [Fact]
    public void Every_event_is_passed_on_and_a_fill_makes_an_expiry_held()
    {
        Say(_far, 1);
        int passed = _recorder.Events.Count;
        Assert.Equal(_far.Options.Count, passed);
        _tap.PublishFrame([new EngineEvent { Kind = EventKind.OrderFilled, Instrument = _far.Options[0].Id }]);
        Assert.Equal(passed + 1, _recorder.Events.Count);
        _watch.Step();
        Assert.Equal(_far.Expiry, Assert.Single(_recorder.Smiles).Expiry);
    }

    [Fact]
    public void A_change_of_status_is_told_once()
    {
        Hold(_near.Options[0].Id, 1);
        Hold(_far.Options[0].Id, 1);
        for (int i = 0; i < 3; i++)
        {
            Say(_near, 1);
            Say(_far, 0.1);
            _watch.Step();
        }
        Assert.Equal(
            [(SurfaceStatus.Fitted, SurfaceStatus.None), (SurfaceStatus.Calendar, SurfaceStatus.None)], _told);
        Say(_far, 1);
        _watch.Step();
        Assert.Equal((SurfaceStatus.Fitted, SurfaceStatus.Calendar), _told[^1]);
    }

    [Fact]
    public async Task Fits_come_from_a_thread_of_their_own_and_not_more_than_once_a_second()
    {
        Hold(_near.Options[3].Id, 2);
        double level = 1;
        Say(_near, level);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        long began = Environment.TickCount64;
        _watch.Start();
        while (_recorder.Fits.Count < 3 && Environment.TickCount64 - began < 20_000)
        {
            // News all the time, from here.
            Say(_near, level += 1e-4);
            await pause.WaitForNextTickAsync();
        }
        (string? Thread, long At)[] fits = [.. _recorder.Fits];
        Assert.True(fits.Length >= 3, $"{fits.Length} fits");
        Assert.All(fits, fit => Assert.Equal("surface", fit.Thread));
        Assert.All(fits.Zip(fits.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= 990));
    }

    [Fact]
    public void A_tape_is_never_read_half_written()
    {
        var tape = new QuoteTape(2);
        var id = new InstrumentId(1);
        bool isOver = false;
        var writer = new Thread(() =>
        {
            for (long i = 1; !Volatile.Read(ref isOver); i++) tape.Write(id, new OptionTick(new(i), i, i, i, i));
        });
        writer.Start();
        int read = 0;
        long deadline = Environment.TickCount64 + 20_000;
        try
        {
            while (read < 2_000_000 && Environment.TickCount64 < deadline)
            {
                if (!tape.TryRead(id, out OptionTick tick)) continue;
                read++;
                Assert.True(
                    tick.Forward == tick.Mark && tick.Bid == tick.Ask && tick.Mark == tick.At.Nanoseconds);
            }
        }
        finally
        {
            Volatile.Write(ref isOver, true);
            writer.Join();
        }
        Assert.InRange(read, 10_000, int.MaxValue);
        Assert.False(tape.TryRead(new InstrumentId(2), out _));
    }

    private void Say(Chain chain, double level)
    {
        Timestamp now = _clock.Now;
        foreach (Instrument option in chain.Options)
        {
            OptionTick tick = chain.Tick(option, chain.Truth(level), now);
            _tap.Publish(new EngineEvent
            {
                Kind = EventKind.OptionQuoteChanged,
                ReceivedAt = now,
                Instrument = option.Id,
                OptionQuote = new OptionQuoteChanged(
                    Price.Zero, Quantity.Zero, Price.Zero, Quantity.Zero, Price.Zero, Price.From(100_000), Price.Zero,
                    tick.Bid, tick.Ask, tick.Mark),
            });
        }
    }

    private void Hold(InstrumentId id, decimal quantity) => _tap.Publish(new EngineEvent
    {
        Kind = EventKind.PositionReported,
        Instrument = id,
        Position = new PositionReported(NetQuantity.From(quantity), Price.Zero, 0, 0),
    });

    private sealed class Recorder : IEventSink
    {
        public List<EngineEvent> Events { get; } = [];

        public IEnumerable<SurfaceFitted> Smiles =>
            Events.Where(e => e.Kind == EventKind.SurfaceFitted).Select(e => e.Surface);

        /// <summary>On which thread and when each smile was published.</summary>
        public ConcurrentQueue<(string? Thread, long At)> Fits { get; } = new();

        public void Publish(in EngineEvent change)
        {
            if (change.Kind == EventKind.SurfaceFitted)
                Fits.Enqueue((Thread.CurrentThread.Name, Environment.TickCount64));
            lock (Events) Events.Add(change);
        }

        public void PublishFrame(Span<EngineEvent> frame) => Events.AddRange(frame);
    }

    /// <summary>Time that passes by itself from the small market's start.</summary>
    private sealed class StandingTime : TimeProvider
    {
        private readonly long _start = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() =>
            SmallMarket.Start.ToDateTimeOffset() + System.GetElapsedTime(_start);
    }
}

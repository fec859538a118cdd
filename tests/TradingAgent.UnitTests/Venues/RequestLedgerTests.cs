using System.Diagnostics;
using TradingAgent.UnitTests.VenuesBybit;
using TradingAgent.Venues.Account;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Trading;
using Xunit;
using static TradingAgent.UnitTests.VenuesBybit.Fixtures;

namespace TradingAgent.UnitTests.Venues;

/// <summary>What a kill needs of the ledger: it must not wait for what another thread is stuck in.</summary>
public sealed class RequestLedgerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly CancellationToken Never = CancellationToken.None;

    private readonly RecordingSink _sink = new();
    private readonly RecordingWire _wire = new();
    private readonly AccountDesk _desk;
    private readonly ManualResetEventSlim _stuck = new();
    private readonly ManualResetEventSlim _release = new();

    public RequestLedgerTests() => _desk = Desk(_sink);

    public void Dispose()
    {
        _release.Set();
        _stuck.Dispose();
        _release.Dispose();
    }

    private static ReadOnlySpan<byte> Write(long number, in EngineCommand command, Instrument instrument) =>
        Utf8($"{command.Kind} {command.Order.Counter}");

    private void Stick()
    {
        _stuck.Set();
        _release.Wait();
    }

    private void Show(uint counter, string status) =>
        Private(_desk).OnMessage(Utf8(AccountFrames.Order($"tax1-7-{counter}", status)), At(0), _wire);

    private static bool MayArrive(RequestLedger ledger, long ms) =>
        ledger.MayArrive(TimeSpan.FromSeconds(5), At(ms).WallMilliseconds);

    private RequestLedger Up(IEventSink? sink = null, Action? onNoAnswer = null)
    {
        var ledger = new RequestLedger(
            new CommandEvents(VenueId.Bybit, sink ?? _sink), _desk, Patience, (_, _) => onNoAnswer?.Invoke());
        ledger.OnOpened(_wire);
        ledger.OnUp();
        return ledger;
    }

    private void Written(RequestLedger ledger, uint counter)
    {
        EngineCommand place = Place(counter);
        Assert.True(ledger.TrySend(in place, _desk.Context.Instruments[Perpetual], Write));
        Assert.True(ledger.OnWriting(_wire.Tags[^1], At(0)));
    }

    [Fact]
    public async Task The_gate_closes_while_another_thread_is_stuck_inside()
    {
        RequestLedger ledger = Up(sink: new StuckSink(Stick));
        Written(ledger, 1);
        Task tick = Task.Run(() => ledger.OnTick(At(5_000)));
        _stuck.Wait();
        await Task.Run(ledger.CloseGate).WaitAsync(TimeSpan.FromSeconds(10));
        _release.Set();
        await tick;
        EngineCommand late = Place(2);
        Assert.False(ledger.TrySend(in late, _desk.Context.Instruments[Perpetual], Write));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_log_that_does_not_take_a_line_holds_up_nobody_else(bool isCut)
    {
        RequestLedger ledger = Up(onNoAnswer: Stick);
        Written(ledger, 1);
        Task telling = Task.Run(() =>
        {
            if (isCut) ledger.OnClosed(At(10));
            else ledger.OnTick(At(5_000));
        });
        _stuck.Wait();
        Assert.Equal(!isCut, await Task.Run(() => ledger.IsUp).WaitAsync(TimeSpan.FromSeconds(10)));
        _release.Set();
        await telling;
        Assert.Equal(EventKind.OutcomeUnknown, _sink.Single.Kind);
    }

    [Fact]
    public async Task Cancels_of_a_kill_keep_the_pace_that_a_venue_takes()
    {
        RequestLedger ledger = Up();
        for (uint i = 1; i <= 5; i++) Show(i, "New");
        long began = Stopwatch.GetTimestamp();
        await ledger.CancelOpenAsync(Write, Never);
        Assert.Equal([1, 2, 3, 4, 5], _wire.Sent.Select(text => int.Parse(text.AsSpan("CancelOrder ".Length))));
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 5 / 10.0, double.MaxValue);
    }

    [Fact]
    public async Task A_kill_cancels_again_what_is_still_open_and_what_was_placed_and_not_seen()
    {
        RequestLedger ledger = Up();
        Show(1, "New");
        Show(2, "New");
        Written(ledger, 3);
        await ledger.CancelOpenAsync(Write, Never);
        Show(1, "Cancelled");
        await ledger.CancelOpenAsync(Write, Never);
        Assert.Equal(
            ["CancelOrder 1", "CancelOrder 2", "CancelOrder 3", "CancelOrder 2", "CancelOrder 3"], _wire.Sent[1..]);
    }

    [Fact]
    public void What_left_and_was_not_answered_may_arrive_until_its_window_is_over()
    {
        RequestLedger ledger = Up();
        Assert.False(MayArrive(ledger, 0));
        Written(ledger, 1);
        Assert.True(MayArrive(ledger, 4_999));
        Assert.False(MayArrive(ledger, 5_000));
        // A cut answers nothing.
        ledger.OnClosed(At(10));
        Assert.True(MayArrive(ledger, 4_999));
        Assert.False(MayArrive(ledger, 5_000));
    }

    [Fact]
    public void What_was_refused_or_shown_is_not_on_its_way()
    {
        RequestLedger ledger = Up();
        Written(ledger, 1);
        ledger.Refused(_wire.Tags[^1], new VenueVerdict(RejectReason.Other), RejectReason.Other, 1, At(20));
        Assert.False(MayArrive(ledger, 21));
        Written(ledger, 2);
        ledger.Done(_wire.Tags[^1], "v2"u8, At(30));
        Assert.True(MayArrive(ledger, 31));
        Show(2, "New");
        Assert.False(MayArrive(ledger, 32));
        Written(ledger, 3);
        ledger.Refused(
            _wire.Tags[^1], new VenueVerdict(RejectReason.Other, IsAmbiguous: true), RejectReason.Other, 1, At(40));
        Assert.True(MayArrive(ledger, 41));
    }

    private sealed class StuckSink(Action stick) : IEventSink
    {
        public void Publish(in EngineEvent change) => stick();

        public void PublishFrame(Span<EngineEvent> frame) => stick();
    }
}

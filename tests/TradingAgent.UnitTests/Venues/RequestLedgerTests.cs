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

    private sealed class StuckSink(Action stick) : IEventSink
    {
        public void Publish(in EngineEvent change) => stick();

        public void PublishFrame(Span<EngineEvent> frame) => stick();
    }
}

using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Pipeline;
using Xunit;

namespace TradingAgent.UnitTests.Runtime.Pipeline;

public sealed class CommandDispatcherTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DataFolder _open;
    private readonly CommandLog _log;
    private readonly SteadyClock _clock = new(TimeProvider.System);
    private readonly CommandGate _gate = new();
    private readonly RecordingVenue _venue = new();
    private readonly Ring<StagedCommand> _commands = new(64, [null]);
    private readonly Ring<EngineEvent> _events = new(4, [null]);
    private readonly CommandDispatcher _dispatcher;
    private readonly List<int> _reportsAsked = [];
    private long _number;

    public CommandDispatcherTests()
    {
        _open = _folder.Open();
        _log = new CommandLog(_open, InlineSession.Layout(), 1);
        _dispatcher = new CommandDispatcher(
            _commands.Consumer(0), _log, _gate, [_venue], _clock, new RefusalList(_events, _clock),
            (_, id) => _reportsAsked.Add(id));
    }

    public void Dispose()
    {
        _log.Dispose();
        _open.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_command_leaves_only_after_its_cause_is_written()
    {
        _gate.Set(GateState.Open);
        Stage(cause: 5);
        Stage(cause: 6);
        Assert.False(_dispatcher.Release(writtenThrough: 4));
        Assert.Empty(_venue.Received);
        Assert.True(_dispatcher.Release(writtenThrough: 5));
        Assert.Equal(5, Assert.Single(_venue.Received).Cause);
        _dispatcher.Release(writtenThrough: 6);
        Assert.Equal(2, _venue.Received.Count);
    }

    [Fact]
    public void A_command_is_in_the_log_before_the_venue_gets_it()
    {
        _gate.Set(GateState.Open);
        List<long> logged = [];
        _venue.OnCommand = _ => logged.Add(ReadLog().Count);
        Stage(cause: 1);
        Stage(cause: 1);
        _dispatcher.Release(1);
        Assert.Equal([2, 2], logged);
        Assert.All(ReadLog(), r => Assert.Equal(1, r.WasReleased));
        Assert.Equal(7UL, ReadLog()[0].InputHash);
    }

    [Theory]
    [InlineData(GateState.Closed, CommandKind.PlaceOrder, false)]
    [InlineData(GateState.Closed, CommandKind.CancelOrder, false)]
    [InlineData(GateState.AskOnly, CommandKind.PlaceOrder, false)]
    [InlineData(GateState.AskOnly, CommandKind.AmendOrder, false)]
    [InlineData(GateState.AskOnly, CommandKind.CancelOrder, true)]
    [InlineData(GateState.AskOnly, CommandKind.CancelAll, true)]
    [InlineData(GateState.AskOnly, CommandKind.QueryOrder, true)]
    [InlineData(GateState.Open, CommandKind.PlaceOrder, true)]
    [InlineData(GateState.Killed, CommandKind.CancelOrder, false)]
    public void The_gate_lets_through_what_its_state_says(GateState state, CommandKind kind, bool leaves)
    {
        _gate.Set(state);
        Stage(1, kind);
        _dispatcher.Release(1);
        Assert.Equal(leaves ? 1 : 0, _venue.Received.Count);
        Assert.Equal(leaves ? 1 : 0, Assert.Single(ReadLog()).WasReleased);
        Assert.Equal(leaves ? [] : [NotSentReason.GateClosed], Refused());
    }

    [Fact]
    public void A_killed_gate_never_opens_again()
    {
        _gate.Set(GateState.Killed);
        Assert.False(_gate.Set(GateState.Open));
        Assert.Equal(GateState.Killed, _gate.State);
    }

    [Fact]
    public void A_gate_killed_while_a_batch_leaves_holds_back_the_rest()
    {
        _gate.Set(GateState.Open);
        _venue.OnCommand = _ => _gate.Set(GateState.Killed);
        Stage(1);
        Stage(1);
        _dispatcher.Release(1);
        Assert.Single(_venue.Received);
        Assert.Equal([NotSentReason.GateClosed], Refused());
    }

    [Fact]
    public void A_command_past_its_deadline_stays_and_says_so()
    {
        _gate.Set(GateState.Open);
        Stage(1, sendBefore: _clock.Now - Duration.FromMilliseconds(1));
        Stage(1, sendBefore: _clock.Now + Duration.FromSeconds(60));
        _dispatcher.Release(1);
        Assert.Equal(2, Assert.Single(_venue.Received).Number);
        Assert.Equal([NotSentReason.TooLate], Refused());
    }

    [Fact]
    public void What_the_venue_refuses_comes_back_as_an_event()
    {
        _gate.Set(GateState.Open);
        _venue.Answer = NotSentReason.RateLimited;
        Stage(1);
        _dispatcher.Release(1);
        EngineEvent change = _events.Consumer(0).Peek(1)[0];
        Assert.Equal(EventKind.CommandNotSent, change.Kind);
        Assert.Equal(
            new CommandNotSent(new ClientOrderId(3, 1), CommandKind.PlaceOrder, NotSentReason.RateLimited),
            change.NotSent);
        Assert.Equal(new InstrumentId(9), change.Instrument);
        Assert.False(change.ReceivedAt.IsNone);
    }

    [Fact]
    public void Refusals_wait_outside_a_full_ring_without_blocking_and_enter_later()
    {
        _gate.Set(GateState.Open);
        _venue.Answer = NotSentReason.Disconnected;
        for (int i = 0; i < 10; i++) Stage(1);
        _dispatcher.Release(1);
        Assert.True(_dispatcher.HasWork);
        Assert.Equal(4, Refused().Count);
        _dispatcher.Release(1);
        Assert.Equal(4, Refused().Count);
        _dispatcher.Release(1);
        Assert.Equal(2, Refused().Count);
        Assert.False(_dispatcher.HasWork);
    }

    [Fact]
    public void A_venue_nobody_runs_is_a_refusal()
    {
        _gate.Set(GateState.Open);
        Stage(1, venue: VenueId.BinanceOptions);
        _dispatcher.Release(1);
        Assert.Equal([NotSentReason.Disconnected], Refused());
    }

    [Fact]
    public void A_report_is_asked_for_under_the_id_the_engine_gave()
    {
        _gate.Set(GateState.AskOnly);
        Stage(1, CommandKind.RequestReport);
        _dispatcher.Release(1);
        Assert.Equal([1], _reportsAsked);
        Assert.Empty(_venue.Received);
    }

    private void Stage(
        long cause,
        CommandKind kind = CommandKind.PlaceOrder,
        Timestamp sendBefore = default,
        VenueId? venue = null)
    {
        _number++;
        _commands.TryPublish(new StagedCommand
        {
            InputHash = 7,
            Command = new EngineCommand
            {
                Cause = cause,
                Number = _number,
                Kind = kind,
                SendBefore = sendBefore,
                Venue = venue ?? VenueId.Simulated,
                Instrument = new InstrumentId(9),
                Order = new ClientOrderId(3, (uint)_number),
            },
        });
    }

    private List<CommandRecord> ReadLog()
    {
        using CommandLogReader reader = new(_open);
        List<CommandRecord> records = [];
        while (reader.Read()) records.Add(reader.Record);
        return records;
    }

    private List<NotSentReason> Refused()
    {
        List<NotSentReason> reasons = [];
        while (_events.Consumer(0).HasNext)
        {
            reasons.Add(_events.Consumer(0).Peek(1)[0].NotSent.Reason);
            _events.Consumer(0).Advance(1);
        }
        return reasons;
    }
}

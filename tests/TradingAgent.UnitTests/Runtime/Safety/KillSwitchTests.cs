using TradingAgent.Runtime.Pipeline;
using TradingAgent.Runtime.Safety;
using TradingAgent.Venues.Ports;
using Xunit;

namespace TradingAgent.UnitTests.Runtime.Safety;

public sealed class KillSwitchTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_trip_shuts_the_gate_at_once_and_cancels_everywhere_once()
    {
        CommandGate gate = new();
        gate.Set(GateState.Open);
        RecordingVenue venue = new();
        using KillSwitch killSwitch = new(gate, [venue], new KillSettings());
        killSwitch.Trip("first", null);
        Assert.Equal(GateState.Killed, gate.State);
        killSwitch.Trip("second", null);
        KillReport report = await killSwitch.Killed.WaitAsync(Deadline);
        Assert.Equal("first", report.Reason);
        Assert.True(report.AllCancelled);
        Assert.Equal(1, venue.CancelAlls);
    }

    [Fact]
    public async Task A_venue_that_fails_does_not_keep_the_others_from_cancelling()
    {
        RecordingVenue good = new();
        RecordingVenue bad = new() { CancelError = new InvalidOperationException("unreachable") };
        using KillSwitch killSwitch = new(new CommandGate(), [bad, good], new KillSettings());
        killSwitch.Trip("why", null);
        KillReport report = await killSwitch.Killed.WaitAsync(Deadline);
        Assert.Equal([null, 0], report.Venues.Select(v => v.StillOpen));
        Assert.Equal("unreachable", report.Venues[0].Error);
        Assert.False(report.AllCancelled);
    }

    [Fact]
    public async Task A_venue_that_hangs_does_not_keep_the_process_from_ending()
    {
        RecordingVenue hanging = new() { CancelHangs = true };
        using KillSwitch killSwitch =
            new(new CommandGate(), [hanging], new KillSettings { CancelWithin = TimeSpan.FromMilliseconds(50) });
        killSwitch.Trip("why", null);
        KillReport report = await killSwitch.Killed.WaitAsync(Deadline);
        Assert.Null(report.Venues[0].StillOpen);
    }

    [Fact]
    public void An_engine_stuck_while_events_wait_trips_after_its_patience()
    {
        using TemporaryFolder folder = new();
        using InlineSession session = new(folder);
        using KillSwitch killSwitch = new(session.Gate, [], new KillSettings { StallMax = TimeSpan.FromSeconds(2) });
        killSwitch.Attach(session.Engine, nowMilliseconds: 0);
        killSwitch.Look(60_000);
        Assert.False(killSwitch.IsTripped);
        session.Rings.Events.TryEnter(TestEvents.Quote(1, 1));
        killSwitch.Look(61_999);
        Assert.False(killSwitch.IsTripped);
        session.Settle();
        session.Rings.Events.TryEnter(TestEvents.Quote(1, 1));
        killSwitch.Look(62_500);
        killSwitch.Look(64_499);
        Assert.False(killSwitch.IsTripped);
        killSwitch.Look(64_500);
        Assert.True(killSwitch.IsTripped);
    }

    [Fact]
    public async Task A_journal_that_cannot_write_is_a_kill()
    {
        CommandGate gate = new();
        using KillSwitch killSwitch = new(gate, [], new KillSettings());
        using ConsumerSignal signal = new(WaitMode.Park);
        using StageThread thread = new(
            "journal", new FullDisk(), signal, (name, error) => killSwitch.Trip($"The {name} thread died", error));
        thread.Start();
        KillReport report = await killSwitch.Killed.WaitAsync(Deadline);
        Assert.IsType<IOException>(report.Cause);
        Assert.Equal(GateState.Killed, gate.State);
    }

    private sealed class FullDisk : IStage
    {
        public bool HasWork => true;

        public bool Step() => throw new IOException("no space left on device");
    }
}

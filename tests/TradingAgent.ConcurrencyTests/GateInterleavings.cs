using TradingAgent.Runtime.Pipeline;
using Xunit;

namespace TradingAgent.ConcurrencyTests;

/// <summary>
/// The command gate and the dispatcher against a kill, under every schedule with up to so many preemptions. The kill
/// does what <c>KillSwitch.Trip</c> does: it shuts the gate for good, then has the venue cancel.
/// </summary>
public sealed class GateInterleavings
{
    [Fact]
    public void A_gate_once_killed_never_opens_again()
    {
        int explored = Explorer.Explore(
            () =>
            {
                var gate = new CommandGate();
                return new Scenario(
                    [
                        () => gate.Set(GateState.Open), () => gate.Set(GateState.AskOnly), () => KillAndLook(gate),
                    ],
                    () => Assert.Equal(GateState.Killed, gate.State));
            },
            preemptionsMax: 4);
        Say(explored, atLeast: 50);
    }

    [Fact]
    public void After_a_kill_nothing_rests_and_every_command_is_accounted_for()
    {
        bool wasEverSent = false;
        bool wasEverRefused = false;
        int explored = Explorer.Explore(
            () =>
            {
                var world = new World();
                return new Scenario([world.Decide, world.Journal, world.Kill], () =>
                {
                    world.Check();
                    wasEverSent |= world.Venue.Taken.Count > 0;
                    wasEverRefused |= world.Refused.Count > 0;
                });
            },
            preemptionsMax: 3);
        Say(explored, atLeast: 1000);
        Assert.True(wasEverSent && wasEverRefused, "the schedules were all alike");
    }

    private static void KillAndLook(CommandGate gate)
    {
        gate.Set(GateState.Killed);
        if (gate.Admits(CommandKind.PlaceOrder) || gate.Admits(CommandKind.CancelOrder))
            throw new InvalidOperationException("a killed gate let something through");
    }

    private static void Say(int explored, int atLeast)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{explored} schedules");
        Assert.True(explored >= atLeast, $"only {explored} schedules");
    }

    /// <summary>An engine that decides three orders, the journal's thread that lets them out, and a kill.</summary>
    private sealed class World
    {
        private const int Orders = 3;
        private readonly Ring<StagedCommand> _commands = new(4, [null]);
        private readonly Ring<EngineEvent> _events = new(8, [null]);
        private readonly CommandGate _gate = new();
        private readonly CommandLog _log = new();
        private readonly CommandDispatcher _dispatcher;
        private readonly int[] _isDecided = [0];

        public World()
        {
            var clock = new SteadyClock(TimeProvider.System);
            _dispatcher = new CommandDispatcher(
                _commands.Consumer(0), _log, _gate, [Venue], clock, new RefusalList(_events, clock), (_, _) => { });
            _gate.Set(GateState.Open);
        }

        public ModelVenue Venue { get; } = new();

        /// <summary>Orders that came back as not sent.</summary>
        public List<ClientOrderId> Refused { get; } = [];

        public void Decide()
        {
            for (uint i = 1; i <= Orders; i++)
            {
                _commands.TryPublish(new StagedCommand
                {
                    Command = new EngineCommand
                    {
                        Kind = CommandKind.PlaceOrder,
                        Venue = VenueId.Simulated,
                        Order = new ClientOrderId(1, i),
                        Cause = i,
                    },
                });
            }
            Volatile.Write(ref _isDecided[0], 1);
        }

        public void Journal()
        {
            while (true)
            {
                _dispatcher.Release(writtenThrough: Orders);
                if (Volatile.Read(ref _isDecided[0]) != 0 && !_dispatcher.HasWork) return;
                Explorer.WaitUntil(() => _isDecided[0] != 0 || _dispatcher.HasWork);
            }
        }

        public void Kill()
        {
            _gate.Set(GateState.Killed);
            _ = Venue.CancelAllAsync(false, CancellationToken.None);
        }

        public void Check()
        {
            foreach (EngineEvent change in _events.Consumer(0).Peek(8)) Refused.Add(change.NotSent.Order);
            Assert.Empty(Venue.Resting);
            Assert.Equal(
                Enumerable.Range(1, Orders).Select(i => new ClientOrderId(1, (uint)i)),
                Venue.Taken.Concat(Refused).OrderBy(id => id.Counter));
            // The log may say more than was sent, never less.
            HashSet<ClientOrderId> released =
                [.. _log.Written.Where(r => r.WasReleased != 0).Select(r => r.Command.Order)];
            Assert.All(Venue.Taken, order => Assert.Contains(order, released));
            Assert.Equal(Orders, _log.Written.Count);
        }
    }
}

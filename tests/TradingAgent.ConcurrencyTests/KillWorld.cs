using TradingAgent.Runtime.Pipeline;
using Xunit;

namespace TradingAgent.ConcurrencyTests;

/// <summary>
/// What a kill meets: an engine that takes no event although one waits, commands that it decided before, the journal's
/// thread that lets them out, and the pool's thread that does what is handed to it.
/// </summary>
internal sealed class KillWorld
{
    public const int Orders = 2;
    private readonly Ring<StagedCommand> _commands = new(4, [null]);
    private readonly Ring<EngineEvent> _refused = new(4, [null]);
    private readonly Ring<EngineEvent> _events = new(2, [null]);
    private readonly CommandLog _log = new();
    private readonly CommandDispatcher _dispatcher;

    public KillWorld()
    {
        Task.Reset();
        var clock = new SteadyClock(TimeProvider.System);
        _dispatcher = new CommandDispatcher(
            _commands.Consumer(0), _log, Gate, [Venue], clock, new RefusalList(_refused, clock), (_, _) => { });
        Gate.Set(GateState.Open);
        Engine = new EngineStage(_events.Consumer(0));
        _events.TryPublish(new EngineEvent());
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
    }

    public CommandGate Gate { get; } = new();

    public ModelVenue Venue { get; } = new();

    public EngineStage Engine { get; }

    /// <summary>Lets the commands out, one by one.</summary>
    public void Journal()
    {
        for (int i = 1; i <= Orders; i++) _dispatcher.Release(writtenThrough: i);
    }

    /// <summary>Does what was handed to the pool: whoever trips hands over at least once.</summary>
    public void Pool()
    {
        Explorer.WaitUntil(() => Task.HasWork);
        while (Task.HasWork)
        {
            Task.Work();
            Explorer.Point();
        }
    }

    /// <summary>Once it has returned nothing passes any more.</summary>
    public void TripAndLook(Action trip)
    {
        trip();
        if (Gate.Admits(CommandKind.PlaceOrder) || Gate.Admits(CommandKind.CancelOrder))
            throw new InvalidOperationException("a tripped switch let something through");
    }

    public void Check()
    {
        Assert.Equal(GateState.Killed, Gate.State);
        Assert.Empty(Venue.Resting);
        Assert.True(Venue.CancelAlls == 1 && !Task.HasWork, "everything was cancelled more than once");
        var refused = new List<ClientOrderId>();
        foreach (EngineEvent change in _refused.Consumer(0).Peek(4)) refused.Add(change.NotSent.Order);
        Assert.Equal(Orders, Venue.Taken.Concat(refused).Distinct().Count());
        Assert.Equal(Orders, _log.Written.Count);
    }
}

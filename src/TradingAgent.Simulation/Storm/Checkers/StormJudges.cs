using TradingAgent.Exchange.Accounts;
using TradingAgent.Simulation.Storm.Agent;
using TradingAgent.Simulation.Storm.Venue;

namespace TradingAgent.Simulation.Storm.Checkers;

/// <summary>All eleven checkers, and who of them hears what.</summary>
internal sealed class StormJudges
{
    private const int PulsesPerLook = 5;
    private readonly ReplayChecker _replay;
    private readonly RecoveryChecker _recovery;
    private readonly GreeksChecker _greeks;
    private readonly IReadOnlyList<(VenueId Venue, LimitChecker Checker)> _limits;
    private readonly InFlightChecker _inFlight;
    private readonly PostOnlyChecker _postOnly;
    private readonly IReadOnlyList<PositionChecker> _positions;
    private readonly IReadOnlyList<StormVenue> _venues;
    private readonly LossChecker _losses;
    private readonly BandChecker _band;
    private readonly Scoreboard _board;
    private readonly StormTruth _truth;
    private long _pulses;
    private long _acceptedByThen;

    /// <param name="settings">Of the storm.</param>
    /// <param name="venues">All of them, the first one's truth being that of the whole.</param>
    /// <param name="board">Where judgements go.</param>
    /// <param name="missing">The guard taken away.</param>
    public StormJudges(
        StormSettings settings, IReadOnlyList<StormVenue> venues, Scoreboard board, StormGuard missing)
    {
        StormVenue venue = venues[0];
        (_board, _truth, _venues) = (board, venue.Truth, venues);
        _replay = new ReplayChecker(board, missing);
        _recovery = new RecoveryChecker(board, _replay);
        _greeks = new GreeksChecker(board);
        _limits = [.. venues.Select(each => (each.Id, new LimitChecker(settings, board, each)))];
        _inFlight = new InFlightChecker(settings, board, venue.Truth.Inverse);
        _postOnly = new PostOnlyChecker(settings, board, venue.Truth);
        _positions = [.. venues.Select(each => new PositionChecker(board, each))];
        _losses = new LossChecker(settings, board, venue.Truth);
        _band = new BandChecker(settings, board, venue.Truth);
        venue.Truth.OnExecution = _postOnly.OnExecution;
        for (int i = 0; i < venues.Count; i++)
        {
            LimitChecker limits = _limits[i].Checker;
            venues[i].Truth.OnOrderChanged = (order, id) =>
            {
                // What was lost on its way from any venue leaves the delta of all of them in doubt.
                if (!venues.Any(venue => venue.IsPositionInDoubt(order.UpdatedAt))) limits.OnOrder(order, id);
            };
        }
    }

    /// <summary>The loss checker, for the report's figures.</summary>
    public LossChecker Losses => _losses;

    public void OnApplied(in EngineEvent change, StormAgent agent)
    {
        _board.Sequence = change.Sequence;
        if (change.Kind == EventKind.QuoteChanged)
        {
            _postOnly.OnTold(in change);
            _greeks.OnQuote(in change, agent);
        }
        _inFlight.OnTold(in change);
        foreach (ref readonly EngineCommand command in agent.Commands)
        {
            _inFlight.OnDecided(in command, agent.Engine);
            LimitsOf(command.Venue).OnDecided(in command, agent.Engine.Now);
            _postOnly.OnDecided(in command);
        }
        foreach (ref readonly EngineReport report in agent.Reports)
            if (report.Kind == ReportKind.ModeChange) _losses.OnMode(report.Mode);
    }

    public void OnCheckpoint(StormAgent agent) => _replay.OnCheckpoint(agent);

    public void OnLeaving(in EngineCommand command, long flushedThrough)
    {
        long cause = command.Cause;
        _board.Judge(StormChecker.JournaledCause, cause <= flushedThrough,
            $"a command left for event {cause} while the journal holds {flushedThrough}");
        LimitsOf(command.Venue).OnLeaving(in command);
        _inFlight.OnLeaving(in command);
    }

    public void OnKilled(StormAgent agent)
    {
        _recovery.OnKilled(agent);
        foreach ((_, LimitChecker checker) in _limits) checker.OnKilled();
        _inFlight.OnKilled();
    }

    public void OnRecovered(StormAgent agent) => _recovery.OnRecovered(agent);

    /// <summary>Every 100 ms.</summary>
    public void OnPulse(StormAgent agent, Timestamp now)
    {
        foreach (PositionChecker positions in _positions) positions.OnPulse(agent, now);
        _losses.OnPulse(now);
        if (_pulses++ % PulsesPerLook != 0) return;
        if (agent.IsAlive) _truth.AgentClock.Add((agent.Engine.Now - now).Seconds);
        foreach ((_, LimitChecker checker) in _limits) checker.OnLook();
        _band.OnLook(agent, now);
    }

    private LimitChecker LimitsOf(VenueId venue)
    {
        foreach ((VenueId id, LimitChecker checker) in _limits)
            if (id == venue) return checker;
        return _limits[0].Checker;
    }

    /// <summary>The drain has had its time: from here on nothing may come to rest any more.</summary>
    public void OnDrained() => _acceptedByThen = _truth.Accepted;

    /// <summary>After the shutdown.</summary>
    public void OnEnd(StormAgent agent)
    {
        long after = _truth.Accepted - _acceptedByThen;
        _board.Judge(StormChecker.NothingRests, after == 0, $"{after} orders came to rest after the shutdown");
        OrderSnapshot[] resting =
            [.. _venues.SelectMany(venue => venue.Truth.Exchange.OpenOrders(venue.Truth.Account))];
        _board.Judge(StormChecker.NothingRests, resting.Length == 0,
            $"{resting.Length} orders rest after the shutdown, the first {resting[0].Side} {resting[0].Leaves} at " +
            $"{resting[0].Price}");
        foreach (PositionChecker positions in _positions) positions.OnEnd(agent);
        _losses.OnEnd();
        _band.OnEnd(agent);
        agent.Journal.Flush();
        _replay.OnCheckpoint(agent);
    }
}

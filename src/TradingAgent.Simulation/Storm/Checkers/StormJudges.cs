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
    private readonly LimitChecker _limits;
    private readonly InFlightChecker _inFlight;
    private readonly PostOnlyChecker _postOnly;
    private readonly PositionChecker _positions;
    private readonly LossChecker _losses;
    private readonly BandChecker _band;
    private readonly Scoreboard _board;
    private readonly StormTruth _truth;
    private long _pulses;
    private long _acceptedByThen;

    public StormJudges(StormSettings settings, StormVenue venue, Scoreboard board, StormGuard missing)
    {
        (_board, _truth) = (board, venue.Truth);
        _replay = new ReplayChecker(board, missing);
        _recovery = new RecoveryChecker(board, _replay);
        _greeks = new GreeksChecker(board, missing, venue.Truth);
        _limits = new LimitChecker(settings, board, venue);
        _inFlight = new InFlightChecker(settings, board, venue.Truth.Inverse);
        _postOnly = new PostOnlyChecker(settings, board, venue.Truth);
        _positions = new PositionChecker(board, venue);
        _losses = new LossChecker(settings, board, venue.Truth);
        _band = new BandChecker(settings, board, venue.Truth);
        venue.Truth.OnExecution = _postOnly.OnExecution;
        venue.Truth.OnOrderChanged = _limits.OnOrder;
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
            _limits.OnDecided(in command, agent.Engine.Now);
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
        _limits.OnLeaving(in command);
        _inFlight.OnLeaving(in command);
    }

    public void OnKilled(StormAgent agent)
    {
        _recovery.OnKilled(agent);
        _limits.OnKilled();
        _inFlight.OnKilled();
    }

    public void OnRecovered(StormAgent agent) => _recovery.OnRecovered(agent);

    /// <summary>Every 100 ms.</summary>
    public void OnPulse(StormAgent agent, Timestamp now)
    {
        _positions.OnPulse(agent, now);
        _losses.OnPulse(now);
        if (_pulses++ % PulsesPerLook != 0) return;
        _limits.OnLook();
        _band.OnLook(agent, now);
    }

    /// <summary>The drain has had its time: from here on nothing may come to rest any more.</summary>
    public void OnDrained() => _acceptedByThen = _truth.Accepted;

    /// <summary>After the shutdown.</summary>
    public void OnEnd(StormAgent agent)
    {
        long after = _truth.Accepted - _acceptedByThen;
        _board.Judge(StormChecker.NothingRests, after == 0, $"{after} orders came to rest after the shutdown");
        IReadOnlyList<OrderSnapshot> resting = _truth.Exchange.OpenOrders(_truth.Account);
        _board.Judge(StormChecker.NothingRests, resting.Count == 0,
            $"{resting.Count} orders rest after the shutdown, the first {resting[0].Side} {resting[0].Leaves} at " +
            $"{resting[0].Price}");
        _positions.OnEnd(agent);
        _losses.OnEnd();
        _band.OnEnd(agent);
        agent.Journal.Flush();
        _replay.OnCheckpoint(agent);
    }
}

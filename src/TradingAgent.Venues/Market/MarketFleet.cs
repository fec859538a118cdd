using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Market;

/// <summary>
/// All market connections of one run. Topics join those that have room, or a connection of their own; topics of
/// instruments that are gone leave, and a connection that has none left ends: it would be called silent for ever.
/// Thread-safe.
/// </summary>
/// <typeparam name="TRoad">What tells one of the venue's stream addresses from another.</typeparam>
/// <param name="create">Makes the protocol and the connection that carries a plan, given its number.</param>
/// <param name="limits">What one connection may carry.</param>
/// <param name="isAbout">True when a topic is about that instrument alone.</param>
internal sealed class MarketFleet<TRoad>(
    Func<StreamPlan<TRoad>, int, (IMarketProtocol Protocol, VenueConnection Connection)> create,
    PlanLimits limits,
    Func<string, Instrument, bool> isAbout)
    where TRoad : struct, Enum
{
    private readonly List<Member> _members = [];
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> _running = [];
    private CancellationToken _stop;
    private int _opened;

    /// <summary>Connections that carry something.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _members.Count;
        }
    }

    /// <summary>Keeps everything connected until cancelled.</summary>
    public async Task RunAsync(IReadOnlyList<StreamPlan<TRoad>> plans, CancellationToken ct)
    {
        lock (_gate)
        {
            _stop = ct;
            foreach (StreamPlan<TRoad> plan in plans) Open(plan);
        }
        await _failed.Task.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Task[] running;
        lock (_gate) running = [.. _running];
        if (!_failed.Task.IsFaulted)
            foreach (Task task in running) await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_failed.Task.IsFaulted) await _failed.Task.ConfigureAwait(false);
    }

    /// <summary>Subscribes more. What is subscribed already is passed over.</summary>
    public void Add(IReadOnlyList<StreamPlan<TRoad>> plans)
    {
        lock (_gate)
        {
            foreach (StreamPlan<TRoad> plan in plans)
            {
                string[] topics = [.. plan.Topics.Where(topic => !_members.Exists(m => m.Topics.Contains(topic)))];
                if (topics.Length == 0) continue;
                int characters = topics.Sum(PlanLimits.CharactersOf);
                Member? roomy = _members.Find(m => m.Road.Equals(plan.Road)
                    && m.Topics.Count + topics.Length <= limits.Topics
                    && m.Topics.Sum(PlanLimits.CharactersOf) + characters <= limits.Characters);
                if (roomy is null)
                {
                    Open(plan with { Topics = topics });
                    continue;
                }
                roomy.Topics.UnionWith(topics);
                roomy.Connection.Do((time, wire) => roomy.Protocol.Add(topics, time, wire));
            }
        }
    }

    /// <summary>Leaves every topic that is about one instrument alone.</summary>
    public void Remove(Instrument instrument)
    {
        lock (_gate)
        {
            foreach (Member member in _members)
            {
                string[] topics = [.. member.Topics.Where(topic => isAbout(topic, instrument))];
                if (topics.Length == 0) continue;
                member.Topics.ExceptWith(topics);
                member.Connection.Do((_, wire) => member.Protocol.Remove(instrument.Id, topics, wire));
            }
            // The last one of its road stays, for what will be listed next.
            foreach (Member empty in _members.FindAll(member => member.Topics.Count == 0))
                if (_members.Exists(m => m != empty && m.Road.Equals(empty.Road))) End(empty);
        }
    }

    private void End(Member empty)
    {
        _members.Remove(empty);
        empty.Connection.Leave();
        empty.End.Cancel();
    }

    private void Open(StreamPlan<TRoad> plan)
    {
        (IMarketProtocol protocol, VenueConnection connection) = create(plan, ++_opened);
        var end = CancellationTokenSource.CreateLinkedTokenSource(_stop);
        _members.Add(new Member(plan.Road, [.. plan.Topics], protocol, connection, end));
        _running.Add(RunOneAsync(connection, end));
    }

    private async Task RunOneAsync(VenueConnection connection, CancellationTokenSource end)
    {
        using CancellationTokenSource owned = end;
        try
        {
            await connection.RunAsync(owned.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _failed.TrySetException(e);
        }
    }

    private sealed record Member(
        TRoad Road, HashSet<string> Topics, IMarketProtocol Protocol, VenueConnection Connection,
        CancellationTokenSource End);
}

using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Bybit.Market;

/// <summary>
/// All market connections of one run. Topics join those that have room, or a connection of their own; topics of
/// instruments that are gone leave. Thread-safe.
/// </summary>
/// <param name="create">Makes the protocol and the connection that carries a plan, given its number.</param>
internal sealed class MarketFleet(
    Func<MarketPlan, int, (BybitMarketProtocol Protocol, VenueConnection Connection)> create)
{
    private readonly List<Member> _members = [];
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> _running = [];
    private CancellationToken _stop;

    /// <summary>Connections so far.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _members.Count;
        }
    }

    /// <summary>Keeps everything connected until cancelled.</summary>
    public async Task RunAsync(IReadOnlyList<MarketPlan> plans, CancellationToken ct)
    {
        lock (_gate)
        {
            _stop = ct;
            foreach (MarketPlan plan in plans) Open(plan);
        }
        await _failed.Task.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Task[] running;
        lock (_gate) running = [.. _running];
        if (!_failed.Task.IsFaulted)
            foreach (Task task in running) await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_failed.Task.IsFaulted) await _failed.Task.ConfigureAwait(false);
    }

    /// <summary>Subscribes more. What is subscribed already is passed over.</summary>
    public void Add(IReadOnlyList<MarketPlan> plans)
    {
        lock (_gate)
        {
            foreach (MarketPlan plan in plans)
            {
                string[] topics = [.. plan.Topics.Where(topic => !_members.Exists(m => m.Topics.Contains(topic)))];
                if (topics.Length == 0) continue;
                int characters = topics.Sum(MarketPlan.CharactersOf);
                Member? roomy = _members.Find(m => m.Category == plan.Category
                    && m.Topics.Count + topics.Length <= MarketPlan.TopicsMax
                    && m.Topics.Sum(MarketPlan.CharactersOf) + characters <= MarketPlan.CharactersMax);
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
                string[] topics = [.. member.Topics.Where(
                    topic => topic.EndsWith("." + instrument.Symbol, StringComparison.Ordinal))];
                if (topics.Length == 0) continue;
                member.Topics.ExceptWith(topics);
                member.Connection.Do((_, wire) => member.Protocol.Remove(instrument.Id, topics, wire));
            }
        }
    }

    private void Open(MarketPlan plan)
    {
        (BybitMarketProtocol protocol, VenueConnection connection) = create(plan, _members.Count + 1);
        _members.Add(new Member(plan.Category, [.. plan.Topics], protocol, connection));
        _running.Add(RunOneAsync(connection));
    }

    private async Task RunOneAsync(VenueConnection connection)
    {
        try
        {
            await connection.RunAsync(_stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _failed.TrySetException(e);
        }
    }

    private sealed record Member(
        BybitCategory Category, HashSet<string> Topics, BybitMarketProtocol Protocol, VenueConnection Connection);
}

using System.Collections.Concurrent;
using TradingAgent.Exchange.Faults;
using TradingAgent.Exchange.MarketSources.Generated;

namespace TradingAgent.ExchangeServer.Faults;

/// <summary>
/// What goes wrong on purpose between the exchange and its clients: one fault for a while, a plan drawn from a seed, or
/// an order request at a time. The books are never touched: what a client did not hear has happened all the same. Any
/// thread.
/// </summary>
public sealed class WireFaults
{
    /// <summary>Share of messages or orders that a fault begun by hand strikes.</summary>
    public const double UsualShare = 0.05;

    /// <summary>
    /// What a wire can do. A plan's other kinds are of the market, the account, or the agent's machine, and pass here.
    /// </summary>
    public static readonly IReadOnlyList<FaultKind> Kinds =
    [
        FaultKind.MessageLost, FaultKind.MessageDuplicated, FaultKind.MessageReordered, FaultKind.MessageLate,
        FaultKind.MessageCorrupted, FaultKind.AcknowledgementLost, FaultKind.ServerError, FaultKind.RejectStorm,
        FaultKind.RateLimitBan, FaultKind.StaleBook, FaultKind.PrivateStreamSilent, FaultKind.Maintenance,
    ];

    private readonly Lock _gate = new();
    private readonly ConcurrentQueue<OrderFault> _armed = [];
    private readonly Dictionary<FaultKind, Standing> _standing = [];
    private readonly FaultTally _tally = new();
    private readonly Chance _chance = new(1);
    private FaultPlan? _plan;
    private Timestamp _planEnds;
    private int _nextEpisode;
    private TimeProvider _time = TimeProvider.System;
    private Action _cut = static () => { };
    private volatile bool _isQuiet = true;

    /// <summary>As long as it is set, Binance's requests for a book are answered with 503.</summary>
    public volatile bool WithholdsBooks;

    /// <summary>What is broken now, and for how many seconds more of the exchange's clock.</summary>
    public IReadOnlyList<(FaultKind Kind, double Seconds)> Active
    {
        get
        {
            Timestamp now = Now();
            lock (_gate)
            {
                return [.. Kinds.Where(kind => IsStanding(kind, now))
                    .Select(kind => (kind, (_standing[kind].Until - now).Seconds))];
            }
        }
    }

    /// <summary>True when nothing is broken and nothing is planned.</summary>
    internal bool IsQuiet => _isQuiet;

    /// <summary>Nobody is served: neither requests nor new sockets.</summary>
    internal bool IsDown => Is(FaultKind.Maintenance);

    /// <summary>REST is refused as after too many requests.</summary>
    internal bool IsBanned => Is(FaultKind.RateLimitBan);

    /// <summary>The next order request that finds no earlier fault will suffer this one.</summary>
    public void Arm(OrderFault fault) => _armed.Enqueue(fault);

    /// <summary>Begins a fault, or prolongs it.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="lasts">How long, by the exchange's clock; zero for maintenance only cuts every socket.</param>
    /// <param name="share">Which share of messages or orders it strikes, where it strikes one by one.</param>
    /// <exception cref="ArgumentException">A wire cannot do that.</exception>
    public void Begin(FaultKind kind, Duration lasts, double share = UsualShare)
    {
        if (!Kinds.Contains(kind)) throw new ArgumentException($"{kind} is not a fault of the wire.", nameof(kind));
        lock (_gate)
        {
            _standing[kind] = new Standing(Now() + lasts, share);
            if (!StrikesSingly(kind)) _tally.Count(kind);
            _isQuiet = false;
        }
        if (kind == FaultKind.Maintenance) _cut();
    }

    /// <summary>Begins what a seed draws, for so long by the exchange's clock.</summary>
    /// <param name="seed">The same seed draws the same plan.</param>
    /// <param name="lasts">When it is over, whatever it has begun is over too.</param>
    /// <param name="keep">The share of kinds that it holds, 0 to 1.</param>
    public void BeginPlan(ulong seed, Duration lasts, double keep)
    {
        lock (_gate)
        {
            Timestamp now = Now();
            (_plan, _planEnds, _nextEpisode) = (new FaultPlan(seed, now, now + lasts, keep), now + lasts, 0);
            _isQuiet = false;
        }
    }

    /// <summary>Ends everything; orders that were armed stay so.</summary>
    public void End()
    {
        lock (_gate)
        {
            _standing.Clear();
            _plan = null;
            _isQuiet = true;
        }
    }

    /// <summary>How often a kind has struck, or begun where it strikes everything.</summary>
    public long Count(FaultKind kind)
    {
        lock (_gate) return _tally[kind];
    }

    /// <summary>Whose clock, and what cuts every socket.</summary>
    internal void Attach(TimeProvider time, Action cut) => (_time, _cut) = (time, cut);

    /// <summary>Begins what the plan has for now; called often.</summary>
    internal void Turn()
    {
        if (_isQuiet) return;
        while (NextEpisode() is { } episode)
        {
            Duration left = _planEnds - Now();
            Begin(episode.Kind, episode.Lasts < left ? episode.Lasts : left);
        }
    }

    /// <summary>What befalls a message with news; <see cref="FaultKind.None"/>: it is told as it should be.</summary>
    /// <param name="isAccount">About an account, not the market.</param>
    /// <param name="late">How much later it is told, by the wall.</param>
    internal FaultKind OnNews(bool isAccount, out TimeSpan late)
    {
        late = default;
        if (Is(isAccount ? FaultKind.PrivateStreamSilent : FaultKind.StaleBook)) return FaultKind.MessageLost;
        lock (_gate)
        {
            Timestamp now = Now();
            FaultKind kind = _plan?.StrikeMessage(now, isAccount) ?? FaultKind.None;
            for (int i = 0; kind == FaultKind.None && i < Kinds.Count; i++)
                if (Kinds[i] <= FaultKind.MessageCorrupted && Strikes(Kinds[i], now)) kind = Kinds[i];
            if (kind != FaultKind.None) _tally.Count(kind);
            if (kind == FaultKind.MessageLate) late = TimeSpan.FromSeconds(_chance.Between(0.2, 2.5));
            if (kind == FaultKind.MessageReordered) late = TimeSpan.FromSeconds(_chance.Between(0.02, 0.2));
            return kind;
        }
    }

    /// <summary>What happens to the order request that has just come.</summary>
    internal OrderFault OnOrder()
    {
        if (_armed.TryDequeue(out OrderFault fault) || _isQuiet) return fault;
        if (Is(FaultKind.RejectStorm)) return OrderFault.Unavailable;
        lock (_gate)
        {
            Timestamp now = Now();
            if (StrikesOrder(FaultKind.AcknowledgementLost, now)) return OrderFault.DoneThenCut;
            if (!StrikesOrder(FaultKind.ServerError, now)) return OrderFault.None;
            return _chance.Uniform() < 0.5 ? OrderFault.DoneButUnknown : OrderFault.NotDoneButUnknown;
        }
    }

    private static bool StrikesSingly(FaultKind kind) => kind <= FaultKind.ServerError;

    private bool Is(FaultKind kind)
    {
        if (_isQuiet) return false;
        lock (_gate) return IsStanding(kind, Now());
    }

    private bool IsStanding(FaultKind kind, Timestamp now) =>
        _standing.TryGetValue(kind, out Standing standing) && now < standing.Until;

    private bool Strikes(FaultKind kind, Timestamp now) =>
        IsStanding(kind, now) && _chance.Uniform() < _standing[kind].Share;

    private bool StrikesOrder(FaultKind kind, Timestamp now)
    {
        bool strikes = Strikes(kind, now) || (_plan?.Strikes(kind, now) ?? false);
        if (strikes) _tally.Count(kind);
        return strikes;
    }

    /// <summary>The plan's next episode that is due; the plan's end ends the plan.</summary>
    private FaultEpisode? NextEpisode()
    {
        lock (_gate)
        {
            if (_plan is null) return null;
            Timestamp now = Now();
            if (now >= _planEnds) _plan = null;
            while (_plan is not null && _nextEpisode < _plan.Episodes.Count
                && _plan.Episodes[_nextEpisode].At <= now)
            {
                FaultEpisode episode = _plan.Episodes[_nextEpisode++];
                if (Kinds.Contains(episode.Kind)) return episode;
            }
            return null;
        }
    }

    private Timestamp Now() => Timestamp.From(_time.GetUtcNow());

    /// <summary>A fault that has begun.</summary>
    private readonly record struct Standing(Timestamp Until, double Share);
}

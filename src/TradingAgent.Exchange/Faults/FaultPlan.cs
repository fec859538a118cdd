using TradingAgent.Exchange.MarketSources.Generated;

namespace TradingAgent.Exchange.Faults;

/// <summary>
/// What breaks, when and how badly, all from one seed. Each plan holds a random subset of the faults (swarm testing,
/// Groce et al. 2012): a plan with everything in it hides what only shows when something else stays whole.
/// </summary>
public sealed class FaultPlan
{
    /// <summary>One more than the largest kind.</summary>
    public const int Kinds = (int)FaultKind.VenueOutage + 1;

    private const FaultKind DrawnLast = FaultKind.FundingPaid;

    private const FaultKind MessageLast = FaultKind.MessageCorrupted;
    private const FaultKind CommandLast = FaultKind.ServerError;
    private readonly Chance _chance;
    private readonly double[] _odds = new double[Kinds];
    private readonly bool[] _holds = new bool[Kinds];
    private readonly Timestamp _from;
    private readonly Timestamp _until;
    private readonly double _messageOdds;

    /// <summary>Draws a plan for a stretch of time.</summary>
    /// <param name="seed">The same seed gives the same plan and the same strikes.</param>
    /// <param name="from">Nothing breaks before.</param>
    /// <param name="until">Nothing begins to break after.</param>
    /// <param name="keep">The share of kinds to hold, 0 to 1; 0 is a plan without faults.</param>
    public FaultPlan(ulong seed, Timestamp from, Timestamp until, double keep)
    {
        _chance = new Chance(seed);
        (_from, _until) = (from, until);
        var episodes = new List<FaultEpisode>();
        for (FaultKind kind = FaultKind.MessageLost; kind <= DrawnLast; kind++)
        {
            _holds[(int)kind] = _chance.Uniform() < keep;
            double odds = DrawOdds(kind);
            if (!_holds[(int)kind]) continue;
            _odds[(int)kind] = odds;
            if (kind <= MessageLast) _messageOdds += odds;
            else if (kind > CommandLast) DrawEpisodes(kind, episodes);
        }
        episodes.Sort((left, right) => left.At.CompareTo(right.At));
        Episodes = episodes;
    }

    /// <summary>Faults that have their time, in the order of it.</summary>
    public IReadOnlyList<FaultEpisode> Episodes { get; }

    public bool Holds(FaultKind kind) => _holds[(int)kind];

    /// <summary>
    /// Whether and how this message of the venue is disturbed. Market data come by the thousand and orders by the
    /// dozen, so messages about the account are struck more often.
    /// </summary>
    public FaultKind StrikeMessage(Timestamp now, bool isAccount)
    {
        if (_messageOdds == 0 || now < _from || now >= _until) return FaultKind.None;
        double roll = _chance.Uniform() / (isAccount ? 10 : 1);
        if (roll >= _messageOdds) return FaultKind.None;
        for (FaultKind kind = FaultKind.MessageLost; kind <= MessageLast; kind++)
        {
            roll -= _odds[(int)kind];
            if (roll < 0) return kind;
        }
        return FaultKind.None;
    }

    /// <summary>Whether a fault of commands strikes this one.</summary>
    public bool Strikes(FaultKind kind, Timestamp now) =>
        _odds[(int)kind] > 0 && now >= _from && now < _until && _chance.Uniform() < _odds[(int)kind];

    /// <summary>A duration between two, for what a strike needs.</summary>
    public Duration Between(double lowSeconds, double highSeconds) =>
        Duration.FromSeconds(_chance.Between(lowSeconds, highSeconds));

    /// <summary>A coin for what a strike leaves open.</summary>
    public bool Flip() => _chance.Uniform() < 0.5;

    /// <summary>Uniform in the open interval (0, 1).</summary>
    public double Uniform() => _chance.Uniform();

    /// <summary>Odds per message or command.</summary>
    private double DrawOdds(FaultKind kind) => kind switch
    {
        FaultKind.MessageCorrupted => _chance.Between(0.00005, 0.0005),
        <= MessageLast => _chance.Between(0.0002, 0.004),
        FaultKind.FillCrossingReport => _chance.Between(0.05, 0.4),
        <= CommandLast => _chance.Between(0.01, 0.12),
        _ => 0,
    };

    private void DrawEpisodes(FaultKind kind, List<FaultEpisode> episodes)
    {
        (int countMax, double shortest, double longest) = kind switch
        {
            FaultKind.RejectStorm => (4, 2, 20),
            FaultKind.RateLimitBan => (3, 2, 30),
            FaultKind.StaleBook => (4, 2, 25),
            FaultKind.CrossedBook => (6, 0.05, 5),
            FaultKind.TickSizeChanged => (2, 0, 0),
            FaultKind.VolatilityGap => (4, 0, 0),
            FaultKind.StablecoinOffPar => (2, 10, 120),
            FaultKind.Maintenance => (1, 20, 120),
            FaultKind.PrivateStreamSilent => (3, 5, 60),
            FaultKind.EngineKilled => (3, 0, 0),
            FaultKind.JournalTorn => (2, 0, 0),
            FaultKind.DiskFull => (1, 0, 0),
            FaultKind.DiskStalled => (4, 0.5, 0.5),
            FaultKind.FundingPaid => (0, 0, 0),
            _ => (1, 0, 0),
        };
        if (countMax == 0) return;
        int count = 1 + _chance.Below(countMax);
        for (int i = 0; i < count; i++)
        {
            Timestamp at = _from + Duration.FromSeconds((_until - _from).Seconds * _chance.Uniform());
            episodes.Add(new FaultEpisode(kind, at, Between(shortest, longest), _chance.Uniform()));
        }
    }
}

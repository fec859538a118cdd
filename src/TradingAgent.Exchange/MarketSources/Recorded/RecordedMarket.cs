using TradingAgent.Exchange.MarketSources.Generated;

namespace TradingAgent.Exchange.MarketSources.Recorded;

/// <summary>
/// A market played from recordings: background makers and takers of the recorded perpetuals do what was recorded, and
/// the rest of each recorded coin (the other perpetual, a dated future, option chains struck about the recorded price)
/// is derived from it. It ends with the first of its recordings that ends: nothing is quoted from then on.
/// </summary>
public sealed class RecordedMarket : IMarketSource
{
    private readonly RecordedMarketSettings _settings;
    private readonly List<RecordedCoin> _coins = [];
    private bool _isOver;

    /// <summary>Moves the tracks to where the market starts.</summary>
    /// <exception cref="InvalidDataException">A recording ends before the start.</exception>
    /// <exception cref="ArgumentException">No track, two of a kind, or a coin without known contracts.</exception>
    public RecordedMarket(RecordedMarketSettings settings)
    {
        _settings = settings;
        if (settings.Tracks.Count == 0) throw new ArgumentException("A recorded market needs a recording.");
        Start = settings.From;
        foreach (IRecordedTrack track in settings.Tracks)
        {
            if (!RecordedCoin.IsKnown(track.Coin))
                throw new ArgumentException($"The contracts of {track.Coin} are not known; BTC and ETH are.");
            if (settings.Tracks.Count(t => t.Coin == track.Coin && t.IsInverse == track.IsInverse) > 1)
                throw new ArgumentException($"Two recordings of the same {track.Coin} perpetual.");
            if (track.Start > Start) Start = track.Start;
        }
        Seek(Start);
    }

    /// <summary>The moment to open the exchange at: the first at which every recording can quote.</summary>
    public Timestamp Start { get; private set; }

    public Timestamp NextDue { get; private set; } = Timestamp.Never;

    /// <summary>How the recordings are getting on, taken together.</summary>
    public RecordingReport Report
    {
        get
        {
            RecordingReport report = _settings.Tracks[0].Report;
            for (int i = 1; i < _settings.Tracks.Count; i++) report = report.With(_settings.Tracks[i].Report);
            return report;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">A recording ends before <paramref name="now"/>.</exception>
    public void Open(IMarketDesk desk, Timestamp now)
    {
        if (now > Start) Seek(now);
        var chance = new Chance(_settings.Seed);
        // In order of coins, not of files, so that the same recordings always list the same ids.
        foreach (CurrencyId coin in (ReadOnlySpan<CurrencyId>)[CurrencyId.Btc, CurrencyId.Eth])
        {
            IRecordedTrack[] tracks = [.. _settings.Tracks.Where(t => t.Coin == coin).OrderBy(t => t.IsInverse)];
            if (tracks.Length > 0) _coins.Add(new RecordedCoin(desk, _settings, tracks, chance.Fork(), now));
        }
        FindNext(now);
    }

    /// <inheritdoc/>
    public void Step(Timestamp now)
    {
        foreach (RecordedCoin coin in _coins)
        {
            if (coin.NextDue > now) continue;
            coin.Step(now);
            if (!coin.IsOver) break;
            _isOver = true;
            foreach (RecordedCoin each in _coins) each.Withdraw();
            break;
        }
        FindNext(now);
    }

    private void Seek(Timestamp time)
    {
        foreach (IRecordedTrack track in _settings.Tracks)
        {
            if (!track.Seek(time))
            {
                throw new InvalidDataException(
                    $"The {track.Coin} recording ends at {track.Report.LastTime}, before {time}.");
            }
            if (track.Start > Start) Start = track.Start;
        }
        if (time > Start) Start = time;
    }

    private void FindNext(Timestamp now)
    {
        if (_isOver)
        {
            NextDue = Timestamp.Never;
            return;
        }
        Timestamp due = Timestamp.Never;
        foreach (RecordedCoin coin in _coins)
            if (coin.NextDue < due) due = coin.NextDue;
        NextDue = due < now ? now : due;
    }
}

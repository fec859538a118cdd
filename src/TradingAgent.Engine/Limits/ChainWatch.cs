using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Market;
using TradingAgent.Engine.Risk;

namespace TradingAgent.Engine.Limits;

/// <summary>
/// Notices a chain that is being told anew. After a start, and when a venue's option stream comes back, tickers arrive
/// one by one: until all of what is held was told, a sum would mix volatilities of two moments, and a hedge of the
/// difference would be undone a moment later. Decisions wait for the last of them, but never long.
/// </summary>
internal sealed class ChainWatch
{
    /// <summary>An option that says nothing for so long after its stream came up is a silent one: go on without.
    /// </summary>
    private static readonly Duration WaitMax = Duration.FromMilliseconds(2000);

    private readonly EngineClock _clock;
    private readonly VenueHealth _health;
    private readonly PortfolioGreeks _greeks;
    private readonly Timestamp[] _lostAt = new Timestamp[VenueId.Capacity];
    private readonly Timestamp[] _upAt = new Timestamp[VenueId.Capacity];

    public ChainWatch(EngineClock clock, VenueHealth health, PortfolioGreeks greeks) =>
        (_clock, _health, _greeks) = (clock, health, greeks);

    /// <summary>A venue's option stream came up, or was up and is no more.</summary>
    public void OnChanged(VenueId venue, VenueStatus before, VenueStatus now)
    {
        if (now == VenueStatus.Up) _upAt[venue.Index] = _clock.Now;
        else if (before == VenueStatus.Up) _lostAt[venue.Index] = _clock.Now;
    }

    /// <summary>
    /// True while some held option of the underlying was last told before its stream was lost, or before this run, and
    /// may still be told. While a stream is away all its options are equally old: that is no reason to wait.
    /// </summary>
    public bool IsBeingTold(UnderlyingId underlying)
    {
        for (int i = 1; i < VenueId.Capacity; i++)
        {
            var venue = new VenueId((byte)i);
            bool isUp = _health[venue, VenueStream.OptionMarket] == VenueStatus.Up;
            if (!isUp && _lostAt[i] > _clock.RunStartedAt) continue;
            if (_clock.Age(Later(_upAt[i], _clock.RunStartedAt)) >= WaitMax) continue;
            if (_greeks.HasLegUntold(underlying, venue, Later(_lostAt[i], _clock.RunStartedAt))) return true;
        }
        return false;
    }

    public void Save(ref SnapshotWriter writer)
    {
        writer.Write<Timestamp>(_lostAt);
        writer.Write<Timestamp>(_upAt);
    }

    public void Load(ref SnapshotReader reader)
    {
        reader.Read<Timestamp>(_lostAt);
        reader.Read<Timestamp>(_upAt);
    }

    private static Timestamp Later(Timestamp one, Timestamp other) => one > other ? one : other;
}

using TradingAgent.Engine.Kernel;
using TradingAgent.Quant.Costs;

namespace TradingAgent.Engine.Signals;

/// <summary>
/// Learns the impact coefficient of each underlying from our own fills. Fills of one direction without a minute's pause
/// are one order in disguise; its slippage against the middle at its first fill is set against the square-root law.
/// </summary>
internal sealed class ImpactBook
{
    /// <summary>Older runs are forgotten by so much with each new one.</summary>
    private const double Kept = 0.98;
    private static readonly Duration Pause = Duration.FromSeconds(60);
    private static readonly double YearRoot = Math.Sqrt(365);
    private readonly EngineClock _clock;
    private readonly BarBoard _bars;
    private readonly FlowBoard _flow;
    private readonly ImpactTrack[] _tracks = new ImpactTrack[UnderlyingId.Capacity];

    public ImpactBook(EngineClock clock, BarBoard bars, FlowBoard flow) => (_clock, _bars, _flow) = (clock, bars, flow);

    public ref readonly ImpactFit Fit(UnderlyingId underlying) => ref _tracks[underlying.Index].Fit;

    /// <summary>A fill of ours: signed coins, its price, and the middle of its book just before.</summary>
    public void OnFill(UnderlyingId underlying, double coins, double price, double mid)
    {
        if (coins == 0 || !(mid > 0)) return;
        ref ImpactTrack track = ref _tracks[underlying.Index];
        bool goesOn = !track.LastAt.IsNone && _clock.Now - track.LastAt <= Pause
            && Math.Sign(coins) == Math.Sign(track.Coins);
        if (!goesOn)
        {
            EndRun(underlying, ref track);
            track.Arrival = mid;
        }
        track.Coins += coins;
        track.Usd += coins * price;
        track.LastAt = _clock.Now;
    }

    /// <summary>Ends runs that have paused.</summary>
    public void OnTime()
    {
        for (int i = 1; i < _tracks.Length; i++)
        {
            ref ImpactTrack track = ref _tracks[i];
            if (!track.LastAt.IsNone && _clock.Now - track.LastAt > Pause) EndRun(new UnderlyingId((byte)i), ref track);
        }
    }

    public void Save(ref SnapshotWriter writer) => writer.Write<ImpactTrack>(_tracks);

    public void Load(ref SnapshotReader reader) => reader.Read<ImpactTrack>(_tracks);

    private void EndRun(UnderlyingId underlying, ref ImpactTrack track)
    {
        if (track.Coins != 0)
        {
            double slippage = Math.Sign(track.Coins) * ((track.Usd / track.Coins / track.Arrival) - 1);
            double daily = _bars.Smooth(underlying) / YearRoot;
            var market = new SquareRootImpact(1, daily, _flow.VolumePerDay(underlying));
            // Without volatility or volume the fill refuses, and nothing is learned from this run.
            track.Fit.Add(market, Math.Abs(track.Coins), slippage, Kept);
        }
        (track.Coins, track.Usd, track.Arrival, track.LastAt) = (0, 0, 0, Timestamp.None);
    }
}

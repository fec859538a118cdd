using System.Runtime.InteropServices;
using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Limits;

/// <summary>
/// Notices a market stream that its venue calls up and that says nothing: its silence is held against its own pace.
/// While it lasts, new risk is barred on what depends on it.
/// </summary>
internal sealed class StreamGuard
{
    private const int Streams = 8;

    /// <summary>Silence of so many usual gaps is stale, but never less than <see cref="AgeMin"/>.</summary>
    private const double GapsMax = 200;

    /// <summary>Gaps seen before the pace of a stream is believed.</summary>
    private const int Learned = 64;

    private static readonly Duration AgeMin = Duration.FromMilliseconds(3000);
    private readonly EngineClock _clock;
    private readonly EngineParameters _parameters;
    private readonly VenueHealth _health;
    private readonly Reporter _reporter;
    private readonly Pace[] _paces = new Pace[VenueId.Capacity * Streams];

    public StreamGuard(EngineClock clock, EngineParameters parameters, VenueHealth health, Reporter reporter)
    {
        (_clock, _parameters, _health, _reporter) = (clock, parameters, health, reporter);
    }

    /// <summary>The stream an instrument's market data comes by.</summary>
    public static VenueStream StreamOf(in InstrumentTerms terms) => terms.Kind switch
    {
        _ when terms.IsOption => VenueStream.OptionMarket,
        ContractKind.InversePerpetual or ContractKind.InverseFuture => VenueStream.InverseMarket,
        _ => VenueStream.LinearMarket,
    };

    public bool IsStale(VenueId venue, VenueStream stream) => At(venue, stream).IsStale != 0;

    /// <summary>Something of the stream came.</summary>
    public void OnData(VenueId venue, VenueStream stream)
    {
        ref Pace pace = ref At(venue, stream);
        if (!pace.LastAt.IsNone)
        {
            double gap = (_clock.Now - pace.LastAt).Seconds;
            pace.GapSeconds = pace.Gaps == 0 ? gap : pace.GapSeconds + ((gap - pace.GapSeconds) / Learned);
            pace.Gaps++;
        }
        pace.LastAt = _clock.Now;
        if (pace.IsStale == 0) return;
        pace.IsStale = 0;
        _reporter.VenueState(venue, new VenueStateReport(stream, VenueStatus.Up));
    }

    public void OnTime()
    {
        for (int i = 0; i < _paces.Length; i++)
        {
            ref Pace pace = ref _paces[i];
            if (pace.LastAt.IsNone || pace.IsStale != 0) continue;
            var venue = new VenueId((byte)(i / Streams));
            var stream = (VenueStream)(i % Streams);
            if (_health[venue, stream] != VenueStatus.Up || _clock.Now - pace.LastAt <= AgeMax(pace)) continue;
            pace.IsStale = 1;
            _reporter.VenueState(venue, new VenueStateReport(stream, VenueStatus.Stale));
        }
    }

    /// <summary>A new process has heard nothing; what was learned of another connection is forgotten.</summary>
    public void StartRun() => Array.Clear(_paces);

    public void Save(ref SnapshotWriter writer) => writer.Write<Pace>(_paces);

    public void Load(ref SnapshotReader reader) => reader.Read<Pace>(_paces);

    private Duration AgeMax(in Pace pace)
    {
        Duration most = _parameters.Milliseconds(ParameterId.StreamAgeMax);
        if (pace.Gaps < Learned) return most;
        var usual = Duration.FromMilliseconds((long)(pace.GapSeconds * 1000 * GapsMax));
        Duration wanted = usual > AgeMin ? usual : AgeMin;
        return wanted < most ? wanted : most;
    }

    private ref Pace At(VenueId venue, VenueStream stream) => ref _paces[(venue.Index * Streams) + (int)stream];

    [StructLayout(LayoutKind.Sequential)]
    private struct Pace
    {
        public Timestamp LastAt;
        public double GapSeconds;
        public int Gaps;
        public int IsStale;
    }
}

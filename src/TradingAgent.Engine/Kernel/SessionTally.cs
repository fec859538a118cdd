using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Kernel;

/// <summary>
/// What a session did, counted in the engine so that it is as reproducible as the orders. Times in band are weighted by
/// engine time and begin 15 s after the run started; «unhedged» is the same portfolio had nothing been filled since.
/// </summary>
public sealed class SessionTally
{
    private static readonly Duration Warmup = Duration.FromMilliseconds(15_000);
    private static readonly Duration SampleInterval = Duration.FromMilliseconds(1000);
    private readonly BandTally[] _bands = new BandTally[UnderlyingId.Capacity];
    private readonly VenueTally[] _venues = new VenueTally[VenueId.Capacity];
    private readonly double[] _hedged = new double[VenueId.Capacity * UnderlyingId.Capacity];
    private Counts _counts;

    public long Fills => _counts.Fills;

    /// <summary>
    /// Of all that was filled, the share that rested; quantities in coins of delta. NaN when nothing was.
    /// </summary>
    public double MakerShare => _counts.MakerCoins / _counts.FilledCoins;

    public long OrdersPlaced => _counts.Placed;

    public long OrdersAmended => _counts.Amended;

    public long OrdersRejected => _counts.Rejected;

    /// <summary>Orders that were ever unknown.</summary>
    public long UnknownOrders => _counts.Unknown;

    /// <summary>How each underlying was kept, for the report.</summary>
    public ref readonly BandTally Band(UnderlyingId underlying) => ref _bands[underlying.Index];

    /// <summary>What was traded at one venue.</summary>
    public ref readonly VenueTally At(VenueId venue) => ref _venues[venue.Index];

    /// <summary>Delta that futures fills at a venue moved of an underlying, either way, coins.</summary>
    public double HedgeDelta(VenueId venue, UnderlyingId underlying) =>
        _hedged[(venue.Index * UnderlyingId.Capacity) + underlying.Index];

    internal void StartRun(Timestamp now)
    {
        _counts = default;
        _counts.StartedAt = now;
        Array.Clear(_bands);
        Array.Clear(_venues);
        Array.Clear(_hedged);
    }

    internal void OnPlaced() => _counts.Placed++;

    internal void OnAmended() => _counts.Amended++;

    internal void OnRejected() => _counts.Rejected++;

    internal void OnUnknown() => _counts.Unknown++;

    /// <summary>Counts a fill; <paramref name="delta"/> is signed, in coins.</summary>
    internal void OnFill(UnderlyingId underlying, double delta, bool isMaker, Timestamp now)
    {
        _counts.Fills++;
        _counts.FilledCoins += Math.Abs(delta);
        if (isMaker) _counts.MakerCoins += Math.Abs(delta);
        if (now - _counts.StartedAt >= Warmup) _bands[underlying.Index].FilledDelta += delta;
    }

    /// <summary>Counts a fill at its venue; <paramref name="hedge"/> is its delta, 0 for an option's.</summary>
    internal void OnVenueFill(
        VenueId venue, UnderlyingId underlying, bool isHedge, double hedge, double feeUsd, double slippageUsd)
    {
        ref VenueTally tally = ref _venues[venue.Index];
        tally.Fills++;
        tally.FeesUsd += feeUsd;
        tally.SlippageUsd += slippageUsd;
        if (!isHedge) return;
        tally.HedgeFills++;
        _hedged[(venue.Index * UnderlyingId.Capacity) + underlying.Index] += Math.Abs(hedge);
    }

    /// <summary>Takes the state of an underlying from this moment on.</summary>
    internal void OnRisk(UnderlyingId underlying, double error, double outerBand, Timestamp now)
    {
        ref BandTally band = ref _bands[underlying.Index];
        if (now - _counts.StartedAt < Warmup || outerBand <= 0) return;
        double unhedged = error - band.FilledDelta;
        if (band.Since.IsNone)
        {
            band.SampledAt = now;
            band.SampledUnhedged = unhedged;
        }
        else
        {
            band.Account(now);
        }
        band.Since = now;
        band.IsInside = Math.Abs(error) <= outerBand ? 1 : 0;
        band.IsInsideUnhedged = Math.Abs(unhedged) <= outerBand ? 1 : 0;
        band.OuterBand = outerBand;
        if (band.IsInside == 0) band.MaxOutside = Math.Max(band.MaxOutside, Math.Abs(error));
        if (now - band.SampledAt < SampleInterval) return;
        band.Sample(now, unhedged);
    }

    internal void Save(ref SnapshotWriter writer)
    {
        writer.Write(_counts);
        writer.Write<BandTally>(_bands);
        writer.Write<VenueTally>(_venues);
        writer.Write<double>(_hedged);
    }

    internal void Load(ref SnapshotReader reader)
    {
        _counts = reader.Read<Counts>();
        reader.Read<BandTally>(_bands);
        reader.Read<VenueTally>(_venues);
        reader.Read<double>(_hedged);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Counts
    {
        public Timestamp StartedAt;
        public long Fills;
        public long Placed;
        public long Amended;
        public long Rejected;
        public long Unknown;
        public double FilledCoins;
        public double MakerCoins;
    }
}

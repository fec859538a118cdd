using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Market;
using TradingAgent.Quant.Figures;

namespace TradingAgent.Engine.Signals;

/// <summary>
/// What the public streams say beside prices: volume, depth, funding, open interest, liquidations. A few additions per
/// event; everything has an age, and what is too old or not known yet is NaN.
/// </summary>
internal sealed class FlowBoard
{
    private const double DaySeconds = 86_400;

    /// <summary>Memory of the liquidations of «the last minutes».</summary>
    private const double BurstSeconds = 300;

    /// <summary>A public stream that is silent for longer says nothing about volume or liquidations.</summary>
    private static readonly Duration SilenceMax = Duration.FromSeconds(300);
    private static readonly Duration VolumeSpanMin = Duration.FromSeconds(60);
    private static readonly Duration LiquidationSpanMin = Duration.FromSeconds(3600);
    private static readonly Duration InterestAgeMax = Duration.FromSeconds(600);
    private static readonly Duration FundingGrace = Duration.FromSeconds(300);

    /// <summary>Share of the memory that a funding score needs.</summary>
    private const double FundingCoverMin = 0.1;

    private readonly EngineClock _clock;
    private readonly EngineParameters _parameters;
    private readonly Listings _listings;
    private readonly ForwardCurve _curve;
    private readonly FlowTrack[] _tracks = new FlowTrack[UnderlyingId.Capacity];
    private readonly DepthFigures[] _depths;

    public FlowBoard(
        EngineLimits limits, EngineClock clock, EngineParameters parameters, Listings listings, ForwardCurve curve)
    {
        (_clock, _parameters, _listings, _curve) = (clock, parameters, listings, curve);
        _depths = new DepthFigures[limits.Instruments];
    }

    public void OnTrade(InstrumentId id, in TradePrinted trade)
    {
        ref readonly InstrumentTerms terms = ref _listings.Terms(id);
        if (!terms.IsFuture || trade.Price.Raw <= 0 || trade.Quantity.Raw < 0) return;
        ref FlowTrack track = ref _tracks[terms.Underlying.Index];
        if (track.TradedAt.IsNone || _clock.Now - track.TradedAt > SilenceMax)
        {
            // What was traded while nobody listened is not known: the volume begins anew.
            track.Traded = default;
            (track.TradedSince, track.TradedAt) = (_clock.Now, _clock.Now);
        }
        track.Traded.Add(
            CoinsOf(terms, trade.Quantity, trade.Price), (_clock.Now - track.TradedAt).Seconds, VolumeMemory);
        track.TradedAt = _clock.Now;
    }

    public void OnDepth(InstrumentId id, in DepthSummaryChanged depth)
    {
        ref readonly InstrumentTerms terms = ref _listings.Terms(id);
        double spot = _curve.Spot(terms.Underlying);
        if (!terms.IsFuture || spot <= 0 || depth.Bid10.Raw < 0 || depth.Ask10.Raw < 0) return;
        ref DepthFigures figures = ref _depths[id.Index];
        figures.Bid = CoinsOf(terms, depth.Bid10, spot);
        figures.Ask = CoinsOf(terms, depth.Ask10, spot);
        figures.At = _clock.Now;
    }

    public void OnFunding(InstrumentId id, in FundingChanged funding)
    {
        UnderlyingId underlying = _listings.Terms(id).Underlying;
        if (_curve.Reference(underlying) != id || funding.IntervalMinutes <= 0) return;
        // Beyond all of the notional a rate is no rate, and NaN is none either.
        if (!(Math.Abs(funding.Rate) < 1)) return;
        ref FlowTrack track = ref _tracks[underlying.Index];
        if (!track.FundingAt.IsNone)
            track.FundingLevels.Add(track.FundingRate, (_clock.Now - track.FundingAt).Seconds, FundingMemory);
        track.FundingRate = funding.Rate * 480 / funding.IntervalMinutes;
        track.FundingAt = _clock.Now;
        track.FundingUntil = funding.NextAt;
    }

    public void OnOpenInterest(InstrumentId id, in OpenInterestChanged interest)
    {
        ref readonly InstrumentTerms terms = ref _listings.Terms(id);
        UnderlyingId underlying = terms.Underlying;
        double price = _curve.Spot(underlying);
        if (!(interest.Contracts > 0) || !double.IsFinite(interest.Contracts) || price <= 0) return;
        _depths[id.Index].Interest = interest.Contracts * terms.Multiplier.ToDouble() / (terms.IsInverse ? price : 1);
        _depths[id.Index].InterestAt = _clock.Now;
        if (_curve.Reference(underlying) != id) return;
        _tracks[underlying.Index].Interest.Add(interest.Contracts, price, _clock.Now);
    }

    public void OnLiquidation(InstrumentId id, in LiquidationPrinted print)
    {
        ref readonly InstrumentTerms terms = ref _listings.Terms(id);
        if (!terms.IsFuture || print.Price.Raw <= 0 || print.Quantity.Raw < 0) return;
        ref FlowTrack track = ref _tracks[terms.Underlying.Index];
        if (track.LiquidatedAt.IsNone) (track.LiquidatedSince, track.LiquidatedAt) = (_clock.Now, _clock.Now);
        double coins = CoinsOf(terms, print.Quantity, print.Price);
        double elapsed = (_clock.Now - track.LiquidatedAt).Seconds;
        bool isLong = print.Position == Side.Buy;
        track.LongsLiquidated.Add(isLong ? coins : 0, elapsed, BurstSeconds);
        track.ShortsLiquidated.Add(isLong ? 0 : coins, elapsed, BurstSeconds);
        track.UsuallyLiquidated.Add(coins, elapsed, DaySeconds);
        track.LiquidatedAt = _clock.Now;
    }

    /// <summary>Forgets an instrument that is gone.</summary>
    public void Clear(InstrumentId id) => _depths[id.Index] = default;

    /// <summary>What is known of an underlying now.</summary>
    public void Read(UnderlyingId underlying, ref Scaling.ScalingView view)
    {
        ref readonly FlowTrack track = ref _tracks[underlying.Index];
        view.VolumePerDay = VolumePerDay(underlying);
        bool isFundingKnown = track.FundingLevels.Covered >= FundingCoverMin
            && _clock.Now - FundingGrace <= track.FundingUntil;
        view.FundingScore = isFundingKnown ? ValueOf(track.FundingLevels.Score(track.FundingRate)) : double.NaN;
        (view.OpenInterestChange, view.PriceChange) = (double.NaN, double.NaN);
        InterestSample last = track.Interest.Last;
        if (_clock.Age(last.At) <= InterestAgeMax && track.Interest.TryHourAgo(out InterestSample before))
        {
            view.OpenInterestChange = (last.Interest / before.Interest) - 1;
            view.PriceChange = (last.Price / before.Price) - 1;
        }
        view.LiquidationPressure = PressureOf(track);
    }

    /// <summary>Depth of an instrument's book, coins; NaN when not known or too old.</summary>
    public (double Bid, double Ask) Depth(InstrumentId id)
    {
        ref readonly DepthFigures depth = ref _depths[id.Index];
        return _clock.Age(depth.At) <= _parameters.Milliseconds(ParameterId.QuoteAgeMax)
            ? (depth.Bid, depth.Ask) : (double.NaN, double.NaN);
    }

    /// <summary>What is held of an instrument by all, coins; NaN when not known or too old.</summary>
    public double Interest(InstrumentId id)
    {
        ref readonly DepthFigures figures = ref _depths[id.Index];
        return _clock.Age(figures.InterestAt) <= InterestAgeMax ? figures.Interest : double.NaN;
    }

    /// <summary>Coins traded a day at the pace of the last hours; NaN when not known.</summary>
    public double VolumePerDay(UnderlyingId underlying)
    {
        ref readonly FlowTrack track = ref _tracks[underlying.Index];
        if (!IsHeard(track.TradedAt) || _clock.Now - track.TradedSince < VolumeSpanMin) return double.NaN;
        double elapsed = (_clock.Now - track.TradedAt).Seconds;
        return ValueOf(track.Traded.PerUnit(elapsed, VolumeMemory).Times(DaySeconds));
    }

    public void Save(ref SnapshotWriter writer, int count)
    {
        for (int i = 1; i < _tracks.Length; i++)
        {
            // Most underlyings have no streams; their tracks are zero and left out.
            writer.Write(IsUsed(_tracks[i]) ? 1 : 0);
            if (IsUsed(_tracks[i])) writer.Write(_tracks[i]);
        }
        writer.Write<DepthFigures>(_depths.AsSpan(0, count));
    }

    public void Load(ref SnapshotReader reader, int count)
    {
        for (int i = 1; i < _tracks.Length; i++)
            _tracks[i] = reader.Read<int>() != 0 ? reader.Read<FlowTrack>() : default;
        reader.Read(_depths.AsSpan(0, count));
    }

    private double VolumeMemory => _parameters[ParameterId.FlowMemory] / 1000;

    private double FundingMemory => _parameters[ParameterId.FundingMemory] / 1000;

    /// <summary>
    /// No liquidations for hours is a calm market as long as the public stream lives, which its trades show.
    /// </summary>
    private double PressureOf(in FlowTrack track)
    {
        if (track.LiquidatedAt.IsNone || (!IsHeard(track.TradedAt) && !IsHeard(track.LiquidatedAt))) return double.NaN;
        if (_clock.Now - track.LiquidatedSince < LiquidationSpanMin) return double.NaN;
        double elapsed = (_clock.Now - track.LiquidatedAt).Seconds;
        double net = ValueOf(track.LongsLiquidated.PerUnit(elapsed, BurstSeconds))
            - ValueOf(track.ShortsLiquidated.PerUnit(elapsed, BurstSeconds));
        double usual = ValueOf(track.UsuallyLiquidated.PerUnit(elapsed, DaySeconds));
        return usual > 0 ? net / usual : double.NaN;
    }

    private bool IsHeard(Timestamp at) => _clock.Age(at) <= SilenceMax;

    private static bool IsUsed(in FlowTrack track) => !track.TradedAt.IsNone || !track.LiquidatedAt.IsNone
        || !track.FundingAt.IsNone || !track.Interest.Last.At.IsNone;

    private static double CoinsOf(in InstrumentTerms terms, Quantity quantity, Price price) =>
        CoinsOf(terms, quantity, price.ToDouble());

    private static double CoinsOf(in InstrumentTerms terms, Quantity quantity, double price) =>
        quantity.ToDouble() * terms.Multiplier.ToDouble() / (terms.IsInverse ? price : 1);

    private static double ValueOf(Figure figure) => figure.HasValue ? figure.Value : double.NaN;
}

using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Market;

/// <summary>
/// What we see, per instrument, with the time we saw it: latest quote, mark, funding and option ticker.
/// </summary>
internal sealed class MarketState
{
    private readonly QuoteView[] _quotes;
    private readonly MarkView[] _marks;
    private readonly OptionView[] _options;
    private readonly TouchHistory[] _touches;
    private readonly EngineClock _clock;
    private readonly EngineParameters _parameters;

    public MarketState(EngineLimits limits, EngineClock clock, EngineParameters parameters)
    {
        _quotes = new QuoteView[limits.Instruments];
        _marks = new MarkView[limits.Instruments];
        _options = new OptionView[limits.Instruments];
        _touches = new TouchHistory[limits.Instruments];
        _clock = clock;
        _parameters = parameters;
    }

    public ref readonly QuoteView Quote(InstrumentId id) => ref _quotes[id.Index];

    public ref readonly MarkView Mark(InstrumentId id) => ref _marks[id.Index];

    public ref readonly OptionView Option(InstrumentId id) => ref _options[id.Index];

    public ref readonly TouchHistory Touches(InstrumentId id) => ref _touches[id.Index];

    public void OnQuote(InstrumentId id, in QuoteChanged change)
    {
        _quotes[id.Index] = new QuoteView
        {
            Bid = change.Bid,
            BidSize = change.BidSize,
            Ask = change.Ask,
            AskSize = change.AskSize,
            At = _clock.Now,
        };
        _touches[id.Index].Add(_clock.Now, change.Bid, change.Ask);
    }

    /// <summary>Forgets an instrument that is gone.</summary>
    public void Clear(InstrumentId id)
    {
        _quotes[id.Index] = default;
        _marks[id.Index] = default;
        _options[id.Index] = default;
        _touches[id.Index] = default;
    }

    public void OnMark(InstrumentId id, in MarkChanged change)
    {
        ref MarkView mark = ref _marks[id.Index];
        mark.Mark = change.Mark;
        mark.Index = change.Index;
        mark.At = _clock.Now;
    }

    public void OnFunding(InstrumentId id, in FundingChanged change)
    {
        ref MarkView mark = ref _marks[id.Index];
        mark.FundingRate = change.Rate;
        mark.FundingAt = change.NextAt;
        mark.FundingMinutes = change.IntervalMinutes;
    }

    public void OnOptionQuote(InstrumentId id, in OptionQuoteChanged change)
    {
        _quotes[id.Index] = new QuoteView
        {
            Bid = change.Bid,
            BidSize = change.BidSize,
            Ask = change.Ask,
            AskSize = change.AskSize,
            At = _clock.Now,
        };
        ref OptionView option = ref _options[id.Index];
        option.MarkVolatility = Sane(change.MarkVolatility, 20);
        option.Forward = change.Forward.ToDouble();
        option.Mark = change.Mark;
        option.At = _clock.Now;
        ref MarkView mark = ref _marks[id.Index];
        mark.Mark = change.Mark;
        mark.Index = change.Index;
        mark.At = _clock.Now;
    }

    public void OnVenueGreeks(InstrumentId id, in VenueGreeksChanged change)
    {
        if (!double.IsFinite(change.Delta) || !double.IsFinite(change.Gamma)) return;
        if (!double.IsFinite(change.VegaPerVolPoint) || !double.IsFinite(change.ThetaPerDay)) return;
        _options[id.Index].Greeks = change;
        _options[id.Index].GreeksAt = _clock.Now;
    }

    /// <summary>Says whether the venue's figures of an option and ours are too far apart.</summary>
    public void SetDisputed(InstrumentId id, bool isDisputed) => _options[id.Index].IsDisputed = isDisputed ? 1 : 0;

    /// <summary>Whether the book of an instrument may be traded on now.</summary>
    public QuoteQuality Quality(InstrumentId id, UnderlyingId underlying)
    {
        ref readonly QuoteView quote = ref _quotes[id.Index];
        if (quote.At.IsNone || (!quote.HasBid && !quote.HasAsk)) return QuoteQuality.Missing;
        if (_clock.Age(quote.At) > _parameters.Milliseconds(ParameterId.QuoteAgeMax)) return QuoteQuality.Stale;
        if (!quote.HasBid || !quote.HasAsk) return QuoteQuality.OneSided;
        if (quote.Bid >= quote.Ask) return QuoteQuality.Crossed;
        double mark = _marks[id.Index].Mark.ToDouble();
        double far = _parameters[ParameterId.CrossedMarkMax, underlying] * 1e-4 * mark;
        // An option's mark is small against its spread; half of it is absurd there.
        if (!_options[id.Index].At.IsNone) far = 0.5 * mark;
        return mark > 0 && Math.Abs(quote.Mid - mark) > far ? QuoteQuality.Absurd : QuoteQuality.Good;
    }

    public void Save(ref SnapshotWriter writer, int count)
    {
        writer.Write<QuoteView>(_quotes.AsSpan(0, count));
        writer.Write<MarkView>(_marks.AsSpan(0, count));
        writer.Write<OptionView>(_options.AsSpan(0, count));
        writer.Write<TouchHistory>(_touches.AsSpan(0, count));
    }

    public void Load(ref SnapshotReader reader, int count)
    {
        reader.Read(_quotes.AsSpan(0, count));
        reader.Read(_marks.AsSpan(0, count));
        reader.Read(_options.AsSpan(0, count));
        reader.Read(_touches.AsSpan(0, count));
    }

    private static double Sane(double value, double max) => value > 0 && value <= max ? value : 0;
}

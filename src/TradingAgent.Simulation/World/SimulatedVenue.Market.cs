using System.Runtime.InteropServices;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;
using TradingAgent.Venues.Market;

namespace TradingAgent.Simulation.World;

/// <content>What everybody is told of the market.</content>
internal sealed partial class SimulatedVenue
{
    /// <summary>As many levels a side as adapters keep.</summary>
    private const int LevelsMax = 256;

    private static readonly Duration RateInterval = Duration.FromSeconds(1);

    private readonly DirtyList _books = new();
    private readonly Dictionary<int, SlowFigures> _slow = [];
    private readonly Timestamp[] _ratesAt = new Timestamp[CurrencyId.Capacity];
    private readonly BookLevel[] _levels = new BookLevel[LevelsMax];
    private readonly BookSide _bids = new(isBid: true, LevelsMax);
    private readonly BookSide _asks = new(isBid: false, LevelsMax);

    public void OnDepthChanged(in DepthChange change)
    {
        ListedInstrument listed = _exchange.Find(change.Instrument)!;
        if (!IsOurs(listed)) return;
        if (!listed.Terms.IsOption) _touched.Add(change.Instrument.Index);
        if (_tellsAll) _books.Add(change.Instrument.Index);
    }

    public void OnTrade(in TradePrint trade)
    {
        if (!_tellsAll || !IsOurs(_exchange.Find(trade.Instrument)!)) return;
        // Who trades may open or close.
        _tickers.Add(trade.Instrument.Index);
        Add(EventKind.TradePrinted, trade.Instrument).Trade =
            new TradePrinted(trade.Price, trade.Quantity, trade.TakerSide, 1);
    }

    public void OnTickerChanged(InstrumentId instrument)
    {
        if (IsOurs(_exchange.Find(instrument)!)) _tickers.Add(instrument.Index);
    }

    public void OnFundingSettled(in FundingSettlement settlement)
    {
        // The next payment is another from now on.
        if (_tellsAll) OnTickerChanged(settlement.Instrument);
    }

    private void TellTouch(InstrumentId id)
    {
        if (_exchange.Find(id) is not { Status: not InstrumentStatus.Closed }) return;
        var bid = default(BookLevel);
        var ask = default(BookLevel);
        _exchange.CopyDepth(id, Side.Buy, new Span<BookLevel>(ref bid));
        _exchange.CopyDepth(id, Side.Sell, new Span<BookLevel>(ref ask));
        var quote = new QuoteChanged(bid.Price, bid.Quantity, ask.Price, ask.Quantity, _exchange.Sequence(id));
        bool known = _told.TryGetValue(id.Index, out QuoteChanged told);
        if (known && told with { BookSequence = quote.BookSequence } == quote) return;
        _told[id.Index] = quote;
        Add(EventKind.QuoteChanged, id).Quote = quote;
    }

    private void TellDepth(InstrumentId id)
    {
        if (_exchange.Find(id) is not { Status: InstrumentStatus.Trading }) return;
        Copy(id, Side.Buy, _bids);
        Copy(id, Side.Sell, _asks);
        Add(EventKind.DepthSummaryChanged, id).Depth = DepthSummary.Of(_bids, _asks);
    }

    private void Copy(InstrumentId id, Side side, BookSide into)
    {
        into.Clear();
        int count = _exchange.CopyDepth(id, side, _levels);
        foreach (BookLevel level in _levels.AsSpan(0, count)) into.Set(level.Price.Raw, level.Quantity.Raw);
    }

    private void TellTicker(InstrumentId id)
    {
        if (_exchange.Find(id) is not { Status: InstrumentStatus.Trading } listed) return;
        int begin = _events.Count;
        Price mark = PriceOf(_exchange.Mark(id));
        Price index = PriceOf(_exchange.Index(listed.Terms.Underlying));
        if (listed.Terms.IsOption) TellOption(id, mark, index);
        else Add(EventKind.MarkChanged, id).Mark = new MarkChanged(mark, index);
        if (_tellsAll) TellSlow(listed);
        // One ticker is one frame.
        foreach (ref EngineEvent told in CollectionsMarshal.AsSpan(_events)[begin..^1])
            told.Flags |= EventFlags.MoreFollows;
        if (_tellsAll && !listed.Terms.IsOption) TellRateInTurn(listed.Terms.BaseCoin);
    }

    private void TellOption(InstrumentId id, Price mark, Price index)
    {
        _exchange.ReadTicker(id, out TickerSnapshot ticker);
        Add(EventKind.OptionQuoteChanged, id).OptionQuote = new OptionQuoteChanged(
            ticker.BidPrice, ticker.BidQuantity, ticker.AskPrice, ticker.AskQuantity, mark,
            PriceOf(ticker.UnderlyingPrice), index, ticker.BidVolatility, ticker.AskVolatility, ticker.MarkVolatility);
        VenueGreeks greeks = ticker.Greeks;
        Add(EventKind.VenueGreeksChanged, id).VenueGreeks =
            new VenueGreeksChanged(greeks.Delta, greeks.Gamma, greeks.VegaPerPoint, greeks.ThetaPerDay);
    }

    private void TellSlow(ListedInstrument listed)
    {
        _exchange.ReadTicker(listed.Id, out TickerSnapshot ticker);
        ref SlowFigures last = ref CollectionsMarshal.GetValueRefOrAddDefault(_slow, listed.Id.Index, out _);
        last.Begin(_exchange.Now);
        var funding = new FundingChanged(
            (double)ticker.FundingRate, ticker.NextFundingTime, listed.Listing.FundingIntervalMinutes);
        if (listed.Terms.IsPerpetual && last.IsNews(funding))
            Add(EventKind.FundingChanged, listed.Id).Funding = funding;
        var interest = new OpenInterestChanged(ticker.OpenInterest.ToDouble());
        if (last.IsNews(interest))
            Add(EventKind.OpenInterestChanged, listed.Id).OpenInterest = interest;
    }

    /// <summary>The price is the one at which the position's account would have been worth nothing.</summary>
    private void TellLiquidation(in ExecutionSnapshot execution)
    {
        ListedInstrument listed = _exchange.Find(execution.Instrument)!;
        if (listed.Terms.IsOption || !IsOurs(listed)) return;
        Side position = execution.Side == Side.Sell ? Side.Buy : Side.Sell;
        Price price = execution.BankruptcyPrice.IsZero ? execution.Price : execution.BankruptcyPrice;
        Add(EventKind.LiquidationPrinted, listed.Id).Liquidation =
            new LiquidationPrinted(position, price, execution.Quantity);
    }

    private void TellRateInTurn(CurrencyId coin)
    {
        if (_exchange.Now - _ratesAt[coin.Index] < RateInterval) return;
        _ratesAt[coin.Index] = _exchange.Now;
        TellRate(coin);
    }

    private void TellRate(CurrencyId currency) => Add(EventKind.CurrencyRateChanged, InstrumentId.None).CurrencyRate =
        new CurrencyRateChanged(currency, _exchange.UsdRate(currency));

    private static Price PriceOf(double value) =>
        double.IsFinite(value) && value > 0 ? new Price((long)Math.Round(value * FixedPoint.Scale)) : Price.Zero;
}

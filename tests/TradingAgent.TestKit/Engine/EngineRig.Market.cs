using TradingAgent.Engine.Kernel;

namespace TradingAgent.TestKit.Engine;

/// <summary>What the market and the shell say.</summary>
public sealed partial class EngineRig
{
    private readonly SortedDictionary<int, (decimal Bid, decimal Ask)> _quoted = [];
    private readonly SortedDictionary<int, double> _volatility = [];
    private readonly SortedDictionary<int, decimal> _forward = [];
    private readonly SortedDictionary<int, (decimal Bid, decimal Ask, decimal Size)> _books = [];

    /// <summary>A process begins, and some of its venues may not answer.</summary>
    public void Run(uint epoch, VenueSet away = default) =>
        Apply(new EngineEvent { Kind = EventKind.RunStarted, Run = new RunStarted(epoch, 0, Accounts, away) });

    private VenueSet Accounts =>
        HasTwoVenues ? default(VenueSet).With(VenueId.Bybit).With(VenueId.BinanceFutures) : default;

    public void Enable() => Apply(new EngineEvent { Kind = EventKind.TradingEnabled });

    /// <summary>Lists the small market, or what is given.</summary>
    public void List(IEnumerable<(InstrumentId Id, InstrumentTerms Terms)>? instruments = null)
    {
        foreach ((InstrumentId id, InstrumentTerms terms) in instruments ?? SmallMarket.All)
        {
            _venueOf[id.Index] = terms.Venue;
            Apply(new EngineEvent
            {
                Kind = EventKind.InstrumentListed,
                Instrument = id,
                Venue = terms.Venue,
                Listed = new InstrumentListed(terms),
            });
        }
    }

    /// <summary>Sends the parameters set by <see cref="With"/> and what may be traded, as one set.</summary>
    public void SendParameters()
    {
        Apply(new EngineEvent { Kind = EventKind.ParametersBegin });
        foreach ((ParameterId id, double value) in _parameters.OrderBy(p => p.Key))
            Parameter(InstrumentId.None, id, value);
        foreach ((ushort path, UnderlyingId underlying, double value) in _policies)
            Parameter(InstrumentId.None, (ParameterId)path, value, underlying);
        foreach (InstrumentId id in Tradable.OrderBy(i => i.Index)) Parameter(id, ParameterId.Tradable, 1);
        Apply(new EngineEvent { Kind = EventKind.ParametersEnd, Parameters = new ParametersMarker(0, 1) });
    }

    public void Status(VenueStream stream, VenueStatus status, VenueId venue = default) => Apply(new EngineEvent
    {
        Kind = EventKind.VenueStatusChanged,
        Venue = venue.IsNone ? VenueId.Bybit : venue,
        Status = new VenueStatusChanged(stream, status),
    });

    /// <summary>All streams up, the private one last.</summary>
    public void VenueUp(VenueId venue = default)
    {
        foreach (VenueStream stream in (ReadOnlySpan<VenueStream>)
            [VenueStream.LinearMarket, VenueStream.Trade, VenueStream.Rest, VenueStream.Private])
            Status(stream, VenueStatus.Up, venue);
    }

    /// <summary>All streams down.</summary>
    public void VenueDown(VenueId venue)
    {
        foreach (VenueStream stream in (ReadOnlySpan<VenueStream>)
            [VenueStream.Private, VenueStream.Trade, VenueStream.Rest, VenueStream.LinearMarket])
            Status(stream, VenueStatus.Down, venue);
    }

    /// <summary>A venue's margin: maintenance and balance, USD.</summary>
    public void Margin(VenueId venue, double maintenance, double balance) => Apply(new EngineEvent
    {
        Kind = EventKind.MarginReported,
        Venue = venue,
        Margin = new MarginReported(double.NaN, maintenance, balance),
    });

    public void Rate(CurrencyId currency, double usd) => Apply(new EngineEvent
    {
        Kind = EventKind.CurrencyRateChanged,
        CurrencyRate = new CurrencyRateChanged(currency, usd),
    });

    public void Operator(
        OperatorAction action, LimitKind limit = LimitKind.None, UnderlyingId underlying = default,
        ParameterId path = ParameterId.None, double value = 0) => Apply(new EngineEvent
        {
            Kind = EventKind.OperatorRequested,
            Operator = new OperatorRequested(action, underlying, value) { Limit = limit, Path = (ushort)path },
        });

    /// <summary>Wallet, as the venue says.</summary>
    public void Balance(CurrencyId currency, decimal wallet, VenueId venue = default) => Apply(new EngineEvent
    {
        Kind = EventKind.BalanceReported,
        Venue = venue.IsNone ? VenueId.Bybit : venue,
        Balance = new BalanceReported(currency, FixedPoint.FromDecimal(wallet), FixedPoint.FromDecimal(wallet)),
    });

    /// <summary>Deposit (positive) or withdrawal.</summary>
    public void Transfer(CurrencyId currency, decimal amount) => Apply(new EngineEvent
    {
        Kind = EventKind.CashTransferred,
        Venue = VenueId.Bybit,
        Transfer = new CashTransferred(currency, FixedPoint.FromDecimal(amount)),
    });

    public void Funding(CurrencyId currency, decimal received, ulong execution) => Apply(new EngineEvent
    {
        Kind = EventKind.FundingPaid,
        Venue = VenueId.Bybit,
        Instrument = SmallMarket.Perpetual,
        FundingPaid = new FundingPaid(currency, FixedPoint.FromDecimal(received), new ExecutionId(9, execution)),
    });

    /// <summary>The venue pays out the open P&amp;L of a contract that goes on.</summary>
    public void Settle(InstrumentId instrument, decimal price, ulong execution, bool isInWallet = false) =>
        Apply(new EngineEvent
        {
            Kind = EventKind.SessionSettled,
            Venue = VenueId.Bybit,
            Instrument = instrument,
            Settled = new SessionSettled(Price.From(price), new ExecutionId(8, execution), isInWallet),
        });

    /// <summary>Book and mark of a future, mark at the mid.</summary>
    public void Market(InstrumentId instrument, decimal bid, decimal ask)
    {
        Mark(instrument, (bid + ask) / 2);
        Quote(instrument, bid, ask);
    }

    /// <summary>The perpetual's market around a mid, 0.2 wide.</summary>
    public void Mid(decimal mid) => Market(SmallMarket.Perpetual, mid - 0.1m, mid + 0.1m);

    public void Quote(InstrumentId instrument, decimal bid, decimal ask, decimal bidSize = 5, decimal askSize = 5)
    {
        _quoted[instrument.Index] = (bid, ask);
        Apply(new EngineEvent
        {
            Kind = EventKind.QuoteChanged,
            Venue = VenueId.Bybit,
            Instrument = instrument,
            Quote = new QuoteChanged(
                Price.From(bid), Quantity.From(bidSize), Price.From(ask), Quantity.From(askSize), 0),
        });
    }

    public void Mark(InstrumentId instrument, decimal mark) => Apply(new EngineEvent
    {
        Kind = EventKind.MarkChanged,
        Venue = VenueId.Bybit,
        Instrument = instrument,
        Mark = new MarkChanged(Price.From(mark), Price.From(mark)),
    });

    /// <summary>An option's ticker; a volatility of 0 was not said.</summary>
    public void OptionTicker(
        InstrumentId instrument, double volatility, decimal forward, decimal mark = 0, bool more = false)
    {
        _volatility[instrument.Index] = volatility;
        (decimal Bid, decimal Ask, decimal Size) book = _books.GetValueOrDefault(instrument.Index);
        _forward[instrument.Index] = forward;
        Apply(new EngineEvent
        {
            Kind = EventKind.OptionQuoteChanged,
            Venue = VenueOf(instrument),
            Instrument = instrument,
            Flags = more ? EventFlags.MoreFollows : EventFlags.None,
            OptionQuote = new OptionQuoteChanged(
                Price.From(book.Bid), Quantity.From(book.Size), Price.From(book.Ask), Quantity.From(book.Size),
                Price.From(mark == 0 ? (book.Bid + book.Ask) / 2 : mark), Price.From(forward),
                book.Bid == 0 ? Price.Zero : Price.From(forward), 0, 0, volatility),
        });
    }

    /// <summary>An option's book from its next ticker on, mark in the middle.</summary>
    public EngineRig OptionBook(InstrumentId instrument, decimal bid, decimal ask, decimal size = 5)
    {
        _books[instrument.Index] = (bid, ask, size);
        return this;
    }

    /// <summary>An option's ticker with quotes and a volatility, but without a forward.</summary>
    public void OptionQuote(InstrumentId instrument, decimal bid, decimal ask, double volatility = 0.5)
    {
        _volatility.Remove(instrument.Index);
        Apply(new EngineEvent
        {
            Kind = EventKind.OptionQuoteChanged,
            Venue = VenueId.Bybit,
            Instrument = instrument,
            OptionQuote = new OptionQuoteChanged(
                Price.From(bid), Quantity.From(1), Price.From(ask), Quantity.From(1), Price.Zero, Price.Zero,
                Price.Zero, 0, 0, volatility),
        });
    }

    public void VenueGreeks(InstrumentId instrument, double delta, double gamma, double vega, double theta) =>
        Apply(new EngineEvent
        {
            Kind = EventKind.VenueGreeksChanged,
            Venue = VenueId.Bybit,
            Instrument = instrument,
            VenueGreeks = new VenueGreeksChanged(delta, gamma, vega, theta),
        });

    /// <summary>What the venue charges at an instrument, shares of value.</summary>
    public void Fees(InstrumentId instrument, double maker, double taker) => Apply(new EngineEvent
    {
        Kind = EventKind.FeesReported,
        Venue = VenueId.Bybit,
        Instrument = instrument,
        Fees = new FeesReported(maker, taker, 0.07),
    });

    public void Smile(in SurfaceFitted smile) =>
        Apply(new EngineEvent { Kind = EventKind.SurfaceFitted, Venue = VenueId.Bybit, Surface = smile });

    /// <summary>Says the last quote, mark and ticker of everything again.</summary>
    public void RepeatMarkets()
    {
        foreach ((int id, (decimal bid, decimal ask)) in _quoted.ToArray()) Market(new InstrumentId(id), bid, ask);
        foreach ((int id, double volatility) in _volatility.ToArray())
            OptionTicker(new InstrumentId(id), volatility, _forward[id]);
    }

    /// <summary>Forgets the market of an instrument, so that <see cref="RepeatMarkets"/> leaves it alone.</summary>
    public void Silence(InstrumentId instrument)
    {
        _quoted.Remove(instrument.Index);
        _volatility.Remove(instrument.Index);
    }

    private void MakeMarkets()
    {
        Market(SmallMarket.Perpetual, 99_999.9m, 100_000.1m);
        Market(SmallMarket.InversePerpetual, 99_999.5m, 100_000.5m);
        if (HasTwoVenues) Market(SmallMarket.AwayPerpetual, 99_999.5m, 100_000.5m);
        Market(SmallMarket.EtherPerpetual, 3_999.9m, 4_000.1m);
        foreach ((InstrumentId id, InstrumentTerms terms) in SmallMarket.All)
            if (terms.IsOption) OptionTicker(id, 0.5, terms.Underlying == SmallMarket.Bitcoin ? 100_000 : 4_000);
    }

    private void Parameter(
        InstrumentId instrument, ParameterId id, double value, UnderlyingId underlying = default) =>
        Apply(new EngineEvent
        {
            Kind = EventKind.ParameterSet,
            Instrument = instrument,
            Parameter = new ParameterSet((ushort)id, underlying, value),
        });
}

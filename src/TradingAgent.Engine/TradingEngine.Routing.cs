using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Limits;
using TradingAgent.Engine.Market;
using TradingAgent.Engine.Orders;
using TradingAgent.Engine.Positions;
using TradingAgent.Engine.Risk;

namespace TradingAgent.Engine;

/// <summary>The path of one event: into the room that owns it, then Greeks, loss guard, decision, orders.</summary>
public sealed partial class TradingEngine
{
    private void Route(in EngineEvent change)
    {
        switch (change.Kind)
        {
            case EventKind.QuoteChanged:
            case EventKind.MarkChanged:
            case EventKind.OptionQuoteChanged:
            case EventKind.VenueGreeksChanged:
            case EventKind.FundingChanged:
            case EventKind.DepthSummaryChanged:
            case EventKind.TradePrinted:
            case EventKind.OpenInterestChanged:
            case EventKind.LiquidationPrinted:
                if (_listings.IsListed(change.Instrument)) RouteMarket(change);
                break;
            case EventKind.OrderAccepted:
            case EventKind.OrderRejected:
            case EventKind.OrderAmended:
            case EventKind.OrderFilled:
            case EventKind.OrderCancelled:
            case EventKind.CancelRejected:
            case EventKind.AmendRejected:
            case EventKind.OutcomeUnknown:
            case EventKind.CommandNotSent:
                RouteOrder(change);
                break;
            case EventKind.ReportBegun:
            case EventKind.OrderReported:
            case EventKind.PositionReported:
            case EventKind.ReportCompleted:
                RouteReport(change);
                break;
            case EventKind.BalanceReported:
            case EventKind.MarginReported:
            case EventKind.FundingPaid:
            case EventKind.Delivered:
            case EventKind.SessionSettled:
            case EventKind.CashTransferred:
            case EventKind.CurrencyRateChanged:
            case EventKind.FeesReported:
                RouteCash(change);
                break;
            case EventKind.CoinGreeksReported:
                // Before the venue's positions were compared we may hold nothing of what it counts.
                if (_reconciliation.IsReconciled(change.Venue))
                    _coinGreeks.OnReported(change.Venue, change.CoinGreeks);
                break;
            default:
                RouteShell(change);
                break;
        }
    }

    private void RouteMarket(in EngineEvent change)
    {
        InstrumentId id = change.Instrument;
        ref readonly InstrumentTerms terms = ref _listings.Terms(id);
        _streams.OnData(terms.Venue, StreamGuard.StreamOf(terms));
        switch (change.Kind)
        {
            case EventKind.QuoteChanged:
                _market.OnQuote(id, change.Quote);
                OnQuote(id);
                break;
            case EventKind.MarkChanged:
                _market.OnMark(id, change.Mark);
                _greeks.OnFutureMarked(id);
                // A quote that was too far from the mark before a jump may be right by the mark after it.
                if (_market.Quote(id).Mid != _curve.Spot(_listings.Terms(id).Underlying)) OnQuote(id);
                break;
            case EventKind.OptionQuoteChanged:
                _market.OnOptionQuote(id, change.OptionQuote);
                if (_listings.Terms(id).IsOption) _greeks.OnOptionTicker(id, LearnForward(id));
                break;
            case EventKind.VenueGreeksChanged:
                _market.OnVenueGreeks(id, change.VenueGreeks);
                _greeks.OnVenueGreeks(id);
                break;
            default:
                RouteFlow(change);
                break;
        }
    }

    private void RouteFlow(in EngineEvent change)
    {
        InstrumentId id = change.Instrument;
        switch (change.Kind)
        {
            case EventKind.TradePrinted:
                _scaling.Flow.OnTrade(id, change.Trade);
                break;
            case EventKind.DepthSummaryChanged:
                _scaling.Flow.OnDepth(id, change.Depth);
                break;
            case EventKind.OpenInterestChanged:
                _scaling.Flow.OnOpenInterest(id, change.OpenInterest);
                break;
            case EventKind.LiquidationPrinted:
                _scaling.Flow.OnLiquidation(id, change.Liquidation);
                break;
            default:
                _market.OnFunding(id, change.Funding);
                _scaling.Flow.OnFunding(id, change.Funding);
                break;
        }
    }

    /// <summary>The venue's own forward, or what parity gives where it says none.</summary>
    private ForwardChange LearnForward(InstrumentId id)
    {
        double said = _market.Option(id).Forward;
        if (said > 0) return _curve.OnVenueForward(id, said);
        return _parity.TryForward(id, out double implied)
            ? _curve.OnParityForward(id, implied, _parameters.Milliseconds(ParameterId.ForwardAgeMax))
            : ForwardChange.None;
    }

    /// <summary>Only a good quote of the reference moves the reference price: a bad one lets it age instead.</summary>
    private void OnQuote(InstrumentId id)
    {
        UnderlyingId underlying = _listings.Terms(id).Underlying;
        if (_curve.Reference(underlying) != id || _market.Quality(id, underlying) != QuoteQuality.Good) return;
        ref readonly QuoteView quote = ref _market.Quote(id);
        if (!_curve.OnReferenceQuote(underlying, quote.Bid.ToDouble(), quote.Ask.ToDouble())) return;
        double price = _curve.Spot(underlying);
        _scaling.Bars.OnPrice(underlying, price);
        var coin = new CurrencyId(underlying.Index);
        _cash.OnRate(coin, price, _clock.Now);
        bool isDelta = _parameters[ParameterId.Numeraire, underlying] == 0;
        _cash.Revalue(coin, price, isDelta ? _greeks.CoinOptionCost(underlying) : 0, isDelta);
        if (_missing != Guard.FullReprice) _greeks.OnSpotChanged(underlying);
    }

    private void RouteOrder(in EngineEvent change)
    {
        switch (change.Kind)
        {
            case EventKind.OrderAccepted:
                _tracker.OnAccepted(change.Accepted);
                _tracker.OnSignal(change.Accepted.Order, OrderSignal.Accepted, change.Kind, 0);
                break;
            case EventKind.OrderAmended:
                _tracker.OnAmended(change.Amended);
                break;
            case EventKind.OrderRejected:
                // An id that the venue knows already is proof that the order was placed, not that it was refused.
                OrderSignal refused = change.Rejected.Reason == RejectReason.DuplicateId
                    ? OrderSignal.OutcomeUnknown : OrderSignal.Rejected;
                _tracker.OnSignal(change.Rejected.Order, refused, change.Kind, change.Rejected.VenueCode);
                break;
            case EventKind.OrderCancelled:
                _tracker.OnEnded(
                    change.Cancelled.Order, OrderSignal.Cancelled, change.Cancelled.Filled, change.Kind);
                break;
            case EventKind.CancelRejected:
                OnChangeRefused(change, OrderSignal.CancelRefused);
                break;
            case EventKind.AmendRejected:
                OnChangeRefused(change, OrderSignal.AmendRefused);
                break;
            case EventKind.OutcomeUnknown:
                _tracker.OnSignal(change.Unknown.Order, OrderSignal.OutcomeUnknown, change.Kind, 0);
                break;
            case EventKind.CommandNotSent:
                OnNotSent(change.NotSent);
                break;
            default:
                OnFill(change);
                break;
        }
    }

    /// <summary>
    /// «Gone» is no proof of how it went: the order stays as it is until the venue says. A refusal that never looked
    /// at the order, for being too many or too busy, says that nothing was changed and no more: an unknown order stays
    /// unknown.
    /// </summary>
    private void OnChangeRefused(in EngineEvent change, OrderSignal signal)
    {
        CommandRejected refused = change.CommandRejected;
        if (refused.Reason == RejectReason.OrderGone)
        {
            _tracker.OnGone(refused.Order);
            return;
        }
        bool looked = refused.Reason
            is RejectReason.NotModified or RejectReason.WouldTake or RejectReason.InsufficientMargin;
        _tracker.OnSignal(
            refused.Order, looked ? signal : OrderSignal.ChangeNotSent, change.Kind, refused.VenueCode);
    }

    private void OnNotSent(in CommandNotSent notSent)
    {
        OrderSignal? signal = notSent.Command switch
        {
            CommandKind.PlaceOrder => OrderSignal.PlaceNotSent,
            CommandKind.AmendOrder or CommandKind.CancelOrder => OrderSignal.ChangeNotSent,
            _ => null,
        };
        if (signal is { } known) _tracker.OnSignal(notSent.Order, known, EventKind.CommandNotSent, (int)notSent.Reason);
    }

    private void OnFill(in EngineEvent change)
    {
        OrderFilled fill = change.Filled;
        if (!_listings.IsListed(change.Instrument)) return;
        bool isKnown = !_fills.TryAdd(change.Venue, fill.Execution, change.VenueTime);
        if (isKnown && _missing != Guard.ExecutionDedupe) return;
        InstrumentId id = change.Instrument;
        ref readonly InstrumentTerms terms = ref _listings.Terms(id);
        if (!fill.Order.IsNone) _tracker.OnFill(fill.Order, fill.Quantity);
        // What a position report already contained must not be booked again. Only reports move that mark: fills of one
        // match share a sequence, and each of them counts.
        if (fill.VenueSequence != 0 && fill.VenueSequence <= _positions[id].VenueSequence) return;
        NetQuantity signed = NetQuantity.Of(fill.Side, fill.Quantity);
        decimal realised = _positions.Fill(id, terms, signed, fill.Price, _clock.Now);
        decimal fee = FixedPoint.ToDecimal(fill.FeeRaw);
        decimal walletChange = terms.IsOption
            ? -PositionLedger.ValueOf(terms, signed, fill.Price.ToDecimal()) : realised;
        _cash.OnTrade(change.Venue, terms.SettleCoin, realised, walletChange, fill.FeeCurrency, fee);
        _greeks.OnPositionChanged(id);
        _greeks.OnWalletChanged(terms.SettleCoin);
        TellFill(id, terms, fill, (double)realised, (double)fee);
    }

    private void TellFill(InstrumentId id, in InstrumentTerms terms, in OrderFilled fill, double realised, double fee)
    {
        double spot = _curve.Spot(terms.Underlying);
        double delta = OrderExposure.Delta(terms, fill.Side, fill.Quantity, spot);
        double feeUsd = fee * _cash.UsdPerUnit(fill.FeeCurrency);
        BookResult(id, (realised * _cash.UsdPerUnit(terms.SettleCoin)) - feeUsd);
        if (fill.Kind == ExecutionKind.Trade && !fill.Order.IsNone)
        {
            Tally.OnFill(terms.Underlying, delta, fill.IsMaker, _clock.Now);
            Tally.OnVenueFill(
                terms.Venue, terms.Underlying, terms.IsFuture, delta, feeUsd, SlippageUsd(id, terms, fill));
            if (terms.IsFuture)
            {
                _scaling.Impact.OnFill(terms.Underlying, delta, fill.Price.ToDouble(), _market.Quote(id).Mid);
                _scaling.OnFill(terms.Underlying, delta, fill.Price.ToDouble(), feeUsd);
                ref readonly UnderlyingRisk risk = ref _greeks[terms.Underlying];
                double error = risk.Delta - _targets[terms.Underlying];
                _hedgeWatch.OnFill(terms.Underlying, delta, error, risk.FuturesDelta);
                _hedges.OnFill(terms.Underlying, delta, fill.Price.ToDouble(), feeUsd);
            }
            else
            {
                _scaling.Hurry(terms.Underlying);
            }
        }
        _reporter.Fill(id, new FillReport(
            fill.Order, fill.Price, fill.Quantity, feeUsd, realised * _cash.UsdPerUnit(terms.SettleCoin),
            _positions[id].Quantity, fill.Side, fill.IsMaker));
    }

    /// <summary>What a fill was worse than the mid of its moment, USD; nothing where the book shows no mid.</summary>
    private double SlippageUsd(InstrumentId id, in InstrumentTerms terms, in OrderFilled fill)
    {
        ref readonly QuoteView quote = ref _market.Quote(id);
        if (!quote.HasBid || !quote.HasAsk) return 0;
        double worse = fill.Side == Side.Buy
            ? fill.Price.ToDouble() - quote.Mid : quote.Mid - fill.Price.ToDouble();
        double units = fill.Quantity.ToDouble() * terms.Multiplier.ToDouble();
        if (terms.IsInverse && terms.IsFuture) return units * worse / quote.Mid;
        double rate = terms.IsInverse ? _curve.Spot(terms.Underlying) : _cash.UsdPerUnit(terms.SettleCoin);
        return units * worse * rate;
    }

    private void RouteReport(in EngineEvent change)
    {
        switch (change.Kind)
        {
            case EventKind.OrderReported:
                _reconciliation.OnOrder(change.Instrument, change.Venue, change.OrderReported);
                break;
            case EventKind.PositionReported:
                if (_listings.IsListed(change.Instrument))
                    _reconciliation.OnPosition(change.Instrument, change.Position);
                break;
            case EventKind.ReportCompleted:
                _reconciliation.OnCompleted(change.Venue, change.Report);
                if (_reconciliation.MayTrade) _equity.OnWhole();
                // A venue that is away, or whose positions are not known yet, would make two sums of two moments.
                if (_reconciliation.IsWhole) _equity.Compare(EquityUsd(), _equity.VenueEquityUsd(_cash));
                break;
        }
    }

    private void RouteCash(in EngineEvent change)
    {
        switch (change.Kind)
        {
            case EventKind.BalanceReported:
                _cash.OnBalance(
                    change.Venue, change.Balance.Currency, FixedPoint.ToDecimal(change.Balance.WalletRaw));
                _equity.OnBalance(change.Venue, change.Balance);
                _greeks.OnWalletChanged(change.Balance.Currency);
                break;
            case EventKind.MarginReported:
                _margin.OnReported(change.Venue, change.Margin);
                break;
            case EventKind.FundingPaid:
                if (!_fills.TryAdd(change.Venue, change.FundingPaid.Execution, change.VenueTime)) return;
                decimal received = FixedPoint.ToDecimal(change.FundingPaid.AmountRaw);
                _cash.OnFunding(change.Venue, change.FundingPaid.Currency, received);
                OnFunding(change.Instrument, (double)received * _cash.UsdPerUnit(change.FundingPaid.Currency));
                _greeks.OnWalletChanged(change.FundingPaid.Currency);
                break;
            case EventKind.Delivered:
                OnDelivered(change);
                break;
            case EventKind.SessionSettled:
                OnSettled(change);
                break;
            case EventKind.CashTransferred:
                // The venue tells wallets whole, most often before the row of the log that says why: moved by it as
                // well they would count it twice. It is in the journal for whoever asks.
                break;
            case EventKind.CurrencyRateChanged:
                _cash.OnRate(change.CurrencyRate.Currency, change.CurrencyRate.UsdPerUnit, _clock.Now);
                break;
            default:
                if (_listings.IsListed(change.Instrument)) _listings.OnFees(change.Instrument, change.Fees);
                break;
        }
    }

    private void OnFunding(InstrumentId id, double receivedUsd)
    {
        BookResult(id, receivedUsd);
        if (!_listings.IsListed(id)) return;
        ref readonly InstrumentTerms terms = ref _listings.Terms(id);
        double unit = OrderExposure.UnitDelta(terms, _curve.Spot(terms.Underlying));
        double held = _positions[id].Quantity.ToDouble() * unit;
        _scaling.Trades.OnFunding(terms.Underlying, receivedUsd, held);
        _hedges.OnFunding(terms.Underlying, id, receivedUsd, held);
    }

    private void OnDelivered(in EngineEvent change)
    {
        Delivered delivered = change.Delivered;
        if (!_listings.IsListed(change.Instrument)) return;
        if (!_fills.TryAdd(change.Venue, delivered.Execution, change.VenueTime)) return;
        decimal cash = FixedPoint.ToDecimal(delivered.CashRaw);
        decimal realised = _positions.Deliver(change.Instrument, cash);
        decimal fee = FixedPoint.ToDecimal(delivered.FeeRaw);
        decimal moved = delivered.IsInWallet ? fee : cash;
        _cash.OnTrade(change.Venue, delivered.Currency, realised, moved, delivered.Currency, fee);
        BookResult(change.Instrument, (double)(realised - fee) * _cash.UsdPerUnit(delivered.Currency));
        _greeks.OnPositionChanged(change.Instrument);
    }

    /// <summary>Equity stays what it was: the wallet takes what the position's open P&amp;L gives.</summary>
    private void OnSettled(in EngineEvent change)
    {
        if (!_listings.IsListed(change.Instrument) || change.Settled.Price <= Price.Zero) return;
        if (!_fills.TryAdd(change.Venue, change.Settled.Execution, change.VenueTime)) return;
        ref readonly InstrumentTerms terms = ref _listings.Terms(change.Instrument);
        decimal realised = _positions.Settle(change.Instrument, terms, change.Settled.Price.ToDecimal());
        decimal cash = change.Settled.IsInWallet ? 0 : realised;
        _cash.OnTrade(change.Venue, terms.SettleCoin, realised, cash, terms.SettleCoin, 0);
        BookResult(change.Instrument, (double)realised * _cash.UsdPerUnit(terms.SettleCoin));
        _greeks.OnPositionChanged(change.Instrument);
        _greeks.OnWalletChanged(terms.SettleCoin);
    }
}

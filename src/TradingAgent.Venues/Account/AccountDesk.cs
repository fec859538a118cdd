using TradingAgent.Venues.Market;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Account;

/// <summary>
/// Turns account rows into events, whether they come from the private stream or from a recovery over REST: one place,
/// one lock, so that nothing is said twice. Fills come from execution rows only, never from order rows.
/// </summary>
internal sealed class AccountDesk(RowContext context, IEventSink events, CurrencyRates rates)
{
    private readonly Lock _gate = new();
    private readonly Lock _marginGate = new();
    private readonly OrderBoard _board = new(8192);
    private readonly SeenExecutions _seen = new(16_384);
    private readonly Dictionary<InstrumentId, NetQuantity> _positions = [];
    private readonly Timestamp[] _walletsAt = new Timestamp[CurrencyId.Capacity];
    private MarginFigures _margin = MarginFigures.Unknown;
    private long _recoveredNanoseconds;
    private volatile bool _isFollowed;

    public RowContext Context => context;

    /// <summary>
    /// Venue time up to which everything that happened is known; none before that is. A recovery that came to its end
    /// moves it, and while the stream is followed from there on each execution does. At any other time an execution
    /// that was seen proves nothing of those before it.
    /// </summary>
    public Timestamp RecoveredThrough
    {
        get => new(Interlocked.Read(ref _recoveredNanoseconds));
        set => Interlocked.Exchange(ref _recoveredNanoseconds, value.Nanoseconds);
    }

    /// <summary>
    /// True while the account's stream has told everything since the last recovery; false from the moment it is cut.
    /// </summary>
    public bool IsFollowed
    {
        get => _isFollowed;
        set => _isFollowed = value;
    }

    /// <summary>True when the venue's rows have named the order.</summary>
    public bool Knows(ClientOrderId order)
    {
        lock (_gate) return _board.Knows(order);
    }

    /// <summary>Price and size of an open order as the venue last told them.</summary>
    public bool TryOpen(ClientOrderId order, out Price price, out Quantity quantity)
    {
        lock (_gate) return _board.TryOpen(order, out price, out quantity);
    }

    /// <summary>Told when the account's stream kept something from us that another road told.</summary>
    public event Action? Doubted;

    /// <summary>The stream is silent about something that is true: it must not be trusted.</summary>
    public void Doubt() => Doubted?.Invoke();

    /// <summary>What an amend leaves as it is and must leave out; the venue refuses a change to the same.</summary>
    public void AmendKeeps(in EngineCommand command, out bool price, out bool quantity)
    {
        price = quantity = false;
        if (command.Kind != CommandKind.AmendOrder
            || !TryOpen(command.Order, out Price openPrice, out Quantity openQuantity)) return;
        price = openPrice == command.Price && openQuantity != command.Quantity;
        quantity = openQuantity == command.Quantity && openPrice != command.Price;
    }

    public IReadOnlyList<(ClientOrderId Order, InstrumentId Instrument)> OpenOrders()
    {
        lock (_gate) return _board.Open();
    }

    public void OnOrder(in OrderRow row, Timestamp receivedAt)
    {
        if (row.Order.IsNone) return;
        lock (_gate)
        {
            context.Orders.Add(row.Order, row.VenueId);
            OrderChange change = _board.Apply(in row);
            if (change == OrderChange.Nothing) return;
            EngineEvent news = VenueEvent.Of(KindOf(change), context.Venue, row.Instrument, receivedAt, row.UpdatedAt);
            switch (change)
            {
                case OrderChange.Accepted:
                    news.Accepted = new OrderAccepted(row.Order, row.Price, row.Quantity);
                    break;
                case OrderChange.Amended:
                    news.Amended = new OrderAmended(row.Order, row.Price, row.Quantity);
                    break;
                case OrderChange.Cancelled:
                    news.Cancelled = new OrderCancelled(row.Order, row.Filled, row.CancelReason);
                    break;
                default:
                    news.Rejected = new OrderRejected(row.Order, row.RejectReason, 0);
                    break;
            }
            events.Publish(in news);
        }
    }

    /// <summary>Books an execution as what it is; the same id again says nothing.</summary>
    /// <returns>True when it was news about a delivery, whose cash must be asked for.</returns>
    public bool OnExecution(in ExecutionRow row, Timestamp receivedAt)
    {
        lock (_gate)
        {
            if (row.Instrument.IsNone || row.Execution.IsNone || !_seen.IsNew(row.Execution)) return false;
            if (_isFollowed && row.At > RecoveredThrough) RecoveredThrough = row.At;
            if (row.Type == ExecutionRowType.Funding)
            {
                EngineEvent paid = VenueEvent.Of(
                    EventKind.FundingPaid, context.Venue, row.Instrument, receivedAt, row.At);
                paid.FundingPaid = new FundingPaid(row.FeeCurrency, -row.FeeRaw, row.Execution);
                events.Publish(in paid);
                return false;
            }
            if (row.Type == ExecutionRowType.Settlement)
            {
                InstrumentTerms terms = context.Instruments[row.Instrument].Terms;
                if (SettlesSessions(terms)) Settle(row.Instrument, row.Price, receivedAt, row.At, row.Execution);
                if (SettlesSessions(terms) || terms.IsPerpetual) return false;
            }
            bool isDelivery = row.Type is ExecutionRowType.Delivery or ExecutionRowType.Settlement;
            if (isDelivery && context.Instruments[row.Instrument].Terms.IsOption) return true;
            PublishFill(in row, receivedAt);
            return isDelivery;
        }
    }

    /// <summary>True when the venue last told of no position, or never of one.</summary>
    public bool IsFlat(InstrumentId instrument)
    {
        lock (_gate) return !_positions.TryGetValue(instrument, out NetQuantity held) || held.IsZero;
    }

    /// <summary>Instruments of which something is held, as the venue last told.</summary>
    public IReadOnlyList<InstrumentId> Held()
    {
        lock (_gate) return [.. _positions.Where(p => !p.Value.IsZero).Select(p => p.Key)];
    }

    /// <summary>True when an order of ours was open there when last seen.</summary>
    public bool HasOpenOrder(InstrumentId instrument) => OpenOrders().Any(o => o.Instrument == instrument);

    /// <summary>Remembers what the venue says is held.</summary>
    public void Note(in PositionRow row)
    {
        lock (_gate) _positions[row.Instrument] = row.Quantity;
    }

    public void OnPosition(in PositionRow row, int reportId, Timestamp receivedAt)
    {
        if (row.Instrument.IsNone) return;
        Note(in row);
        EngineEvent change = VenueEvent.Of(
            EventKind.PositionReported, context.Venue, row.Instrument, receivedAt, row.UpdatedAt);
        change.Position = new PositionReported(row.Quantity, row.AveragePrice, row.Sequence, reportId);
        events.Publish(in change);
    }

    public void OnWallet(in WalletCoin coin, Timestamp receivedAt, Timestamp venueTime)
    {
        if (coin.Currency.IsNone) return;
        lock (_gate) _walletsAt[coin.Currency.Index] = venueTime;
        EngineEvent change = VenueEvent.Of(
            EventKind.BalanceReported, context.Venue, InstrumentId.None, receivedAt, venueTime);
        change.Balance = new BalanceReported(coin.Currency, coin.WalletRaw, coin.EquityRaw);
        events.Publish(in change);
        if (coin.UsdValue != 0) rates.OnWallet(coin.Currency, coin.EquityRaw, coin.UsdValue, receivedAt);
    }

    /// <summary>The account's margin as last told, for whoever watches.</summary>
    public MarginFigures Margin
    {
        get
        {
            lock (_marginGate) return _margin;
        }
    }

    /// <summary>Takes what the venue told of the margin; a row that told nothing of it is no news.</summary>
    public void OnMargin(in MarginFigures margin, Timestamp receivedAt, Timestamp venueTime)
    {
        lock (_marginGate) _margin = margin;
        if (!double.IsFinite(margin.MaintenanceUsd) && !double.IsFinite(margin.BalanceUsd)) return;
        EngineEvent change = VenueEvent.Of(
            EventKind.MarginReported, context.Venue, InstrumentId.None, receivedAt, venueTime);
        change.Margin = new MarginReported(margin.InitialUsd, margin.MaintenanceUsd, margin.BalanceUsd);
        events.Publish(in change);
    }

    /// <summary>The venue's own count of the option book's Greeks.</summary>
    public void OnGreeks(in CoinGreeksReported greeks, Timestamp receivedAt, Timestamp venueTime)
    {
        if (greeks.Coin.IsNone) return;
        EngineEvent change = VenueEvent.Of(
            EventKind.CoinGreeksReported, context.Venue, InstrumentId.None, receivedAt, venueTime);
        change.CoinGreeks = greeks;
        events.Publish(in change);
    }

    /// <summary>An option's delivery as the venue's record tells it.</summary>
    public void OnDelivered(InstrumentId instrument, in Delivered delivered, Timestamp receivedAt, Timestamp at)
    {
        lock (_gate)
        {
            if (!_seen.IsNew(delivered.Execution)) return;
            _positions[instrument] = NetQuantity.Zero;
            EngineEvent change = VenueEvent.Of(EventKind.Delivered, context.Venue, instrument, receivedAt, at);
            // The record is read minutes later, and the wallet, which has a road of its own, may be newer than it.
            change.Delivered = delivered with { IsInWallet = HasWalletOf(delivered.Currency, at) };
            events.Publish(in change);
        }
    }

    /// <summary>A session's settlement as another road than the executions tells it.</summary>
    public void OnSettled(InstrumentId instrument, Price price, Timestamp receivedAt, Timestamp at)
    {
        lock (_gate)
        {
            if (SettlesSessions(context.Instruments[instrument].Terms))
                Settle(instrument, price, receivedAt, at, default);
        }
    }

    /// <summary>Cash that came or went by no trade of ours; the same row of the log again says nothing.</summary>
    public void OnTransfer(in TransferRow row, Timestamp receivedAt)
    {
        lock (_gate)
        {
            if (!_seen.IsNew(row.Id)) return;
            EngineEvent change = VenueEvent.Of(
                EventKind.CashTransferred, context.Venue, InstrumentId.None, receivedAt, row.At);
            change.Transfer = new CashTransferred(row.Currency, row.AmountRaw, row.Id);
            events.Publish(in change);
        }
    }

    /// <summary>Futures settled in USDC pay their open P&amp;L several times a day; others keep it.</summary>
    private static bool SettlesSessions(in InstrumentTerms terms) =>
        terms.SettleCoin == CurrencyId.Usdc && !terms.IsOption;

    /// <summary>
    /// Says a session's settlement once: a contract has one at most in an hour, whichever road tells of it and whatever
    /// id it gives it; and whether the wallet, which has a road of its own, was told after it.
    /// </summary>
    private void Settle(
        InstrumentId instrument, Price price, Timestamp receivedAt, Timestamp at, ExecutionId row)
    {
        if (price <= Price.Zero) return;
        const long HourMs = 3_600_000;
        long hour = (at.Milliseconds + (HourMs / 2)) / HourMs;
        string key = $"settled:{context.Instruments[instrument]}:{hour}";
        ExecutionId id = at.IsNone ? row : ExecutionId.Of(System.Text.Encoding.ASCII.GetBytes(key));
        if (!at.IsNone && !_seen.IsNew(id)) return;
        EngineEvent change = VenueEvent.Of(EventKind.SessionSettled, context.Venue, instrument, receivedAt, at);
        bool isInWallet = HasWalletOf(context.Instruments[instrument].Terms.SettleCoin, at);
        change.Settled = new SessionSettled(price, id, isInWallet);
        events.Publish(in change);
    }

    /// <summary>True when the wallet was told after a moment of the venue's time.</summary>
    private bool HasWalletOf(CurrencyId currency, Timestamp at) => !at.IsNone && _walletsAt[currency.Index] >= at;

    private void PublishFill(in ExecutionRow row, Timestamp receivedAt)
    {
        if (row.Side == Side.None || row.Quantity.IsZero) return;
        EngineEvent fill = VenueEvent.Of(EventKind.OrderFilled, context.Venue, row.Instrument, receivedAt, row.At);
        fill.Filled = new OrderFilled(
            row.Order,
            row.Execution,
            row.Price,
            row.Quantity,
            row.FeeRaw,
            Quantity.Zero,
            row.Sequence,
            row.FeeCurrency,
            row.Side,
            KindOf(row.Type),
            row.IsMaker);
        events.Publish(in fill);
    }

    private static ExecutionKind KindOf(ExecutionRowType type) => type switch
    {
        ExecutionRowType.Trade => ExecutionKind.Trade,
        ExecutionRowType.AutoDeleveraging => ExecutionKind.AutoDeleveraging,
        ExecutionRowType.Liquidation => ExecutionKind.Liquidation,
        ExecutionRowType.Delivery => ExecutionKind.Delivery,
        ExecutionRowType.Settlement => ExecutionKind.Settlement,
        ExecutionRowType.BlockTrade => ExecutionKind.BlockTrade,
        _ => ExecutionKind.Other,
    };

    private static EventKind KindOf(OrderChange change) => change switch
    {
        OrderChange.Accepted => EventKind.OrderAccepted,
        OrderChange.Amended => EventKind.OrderAmended,
        OrderChange.Cancelled => EventKind.OrderCancelled,
        _ => EventKind.OrderRejected,
    };
}

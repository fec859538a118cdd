using System.Text;

namespace TradingAgent.Venues.Binance.Account;

/// <summary>
/// From the venue's orders and trades to rows of the account. An order's number is one only within its symbol, and so
/// is a trade's. Has buffers: one instance for each thread.
/// </summary>
/// <param name="context">Instruments and ids.</param>
/// <param name="feeSign">1 where a positive fee is paid (futures), -1 where a negative one is (options).</param>
internal sealed class BinanceRows(RowContext context, int feeSign)
{
    /// <summary>The longest key of an order or trade: a symbol, a colon and a number.</summary>
    public const int KeyBytesMax = 64;

    private readonly byte[] _orderKey = new byte[KeyBytesMax];
    private readonly byte[] _tradeKey = new byte[KeyBytesMax];

    public RowContext Context => context;

    public OrderRow Order(in OrderFields fields)
    {
        RefuseHedgeMode(fields.PositionSide);
        OrderRow row = default;
        row.Symbol = fields.Symbol;
        row.Instrument = context.Resolve(fields.Symbol);
        row.LinkId = fields.ClientId;
        row.VenueId = Key(_orderKey, fields.Symbol, fields.OrderId);
        row.Order = context.OrderOf(fields.ClientId, row.VenueId);
        row.Side = fields.Side;
        row.Price = new Price(fields.Price);
        row.Quantity = new Quantity(fields.Quantity);
        row.Filled = new Quantity(fields.Filled);
        row.Status = StatusOf(fields.Status);
        row.CancelReason = ReasonOf(in fields, IsOver(row.Instrument, fields.UpdatedAt));
        row.RejectReason = RejectReason.Other;
        row.UpdatedAt = fields.UpdatedAt;
        return row;
    }

    /// <summary>The fill that an order's event carries; its execution is none when it carries none.</summary>
    public ExecutionRow Execution(in OrderFields fields, in OrderRow order)
    {
        ExecutionRow row = default;
        bool isFill = fields.Event.SequenceEqual("TRADE"u8) || fields.Event.SequenceEqual("CALCULATED"u8);
        if (!isFill || fields.LastQuantity == 0) return row;
        row.Symbol = fields.Symbol;
        row.Instrument = order.Instrument;
        row.Order = order.Order;
        // A liquidation may be told without a trade's number: then it is known by its order and moment.
        bool hasTrade = FieldText.Whole(fields.TradeId) > 0;
        row.Execution = ExecutionId.Of(hasTrade
            ? Key(_tradeKey, fields.Symbol, fields.TradeId)
            : [.. order.VenueId, (byte)'@', .. Encoding.ASCII.GetBytes($"{fields.UpdatedAt.Milliseconds}")]);
        row.Type = TypeOf(fields.ClientId);
        row.Side = fields.Side;
        row.Price = new Price(fields.LastPrice);
        row.Quantity = new Quantity(fields.LastQuantity);
        Fee(ref row, fields.Fee, fields.FeeAsset);
        row.At = fields.UpdatedAt;
        row.Sequence = fields.UpdatedAt.Milliseconds;
        row.IsMaker = fields.IsMaker;
        return row;
    }

    /// <summary>A trade of the list, which knows the order's number alone.</summary>
    public ExecutionRow Execution(in TradeFields fields, ClientOrderId order, ExecutionRowType type)
    {
        ExecutionRow row = default;
        row.Symbol = fields.Symbol;
        row.Instrument = context.Resolve(fields.Symbol);
        row.Order = order;
        row.Execution = ExecutionId.Of(
            Key(_tradeKey, fields.Symbol, fields.TradeId.Length > 0 ? fields.TradeId : fields.Id));
        row.Type = type;
        row.Side = fields.Side;
        row.Price = new Price(fields.Price);
        row.Quantity = new Quantity(fields.Quantity);
        Fee(ref row, fields.Fee, fields.FeeAsset);
        row.At = fields.At;
        row.Sequence = fields.At.Milliseconds;
        row.IsMaker = fields.IsMaker;
        return row;
    }

    /// <summary>How the map of ids knows an order: by symbol and number.</summary>
    public ReadOnlySpan<byte> OrderKey(ReadOnlySpan<byte> symbol, ReadOnlySpan<byte> number) =>
        Key(_orderKey, symbol, number);

    /// <summary>What the venue itself did, by the name it gives such orders.</summary>
    public static ExecutionRowType TypeOf(ReadOnlySpan<byte> clientId)
    {
        if (clientId.StartsWith("adl_autoclose"u8)) return ExecutionRowType.AutoDeleveraging;
        if (clientId.StartsWith("autoclose-"u8)) return ExecutionRowType.Liquidation;
        return clientId.StartsWith("settlement_autoclose-"u8) || clientId.StartsWith("delivery_autoclose-"u8)
            ? ExecutionRowType.Delivery
            : ExecutionRowType.Trade;
    }

    /// <summary>Rows of a hedged account cannot be told apart in our books: nothing of it may be booked.</summary>
    /// <exception cref="BadFrameException">The account is in hedge mode.</exception>
    public static void RefuseHedgeMode(ReadOnlySpan<byte> positionSide)
    {
        if (positionSide.SequenceEqual("LONG"u8) || positionSide.SequenceEqual("SHORT"u8))
            throw new BadFrameException("the account is in hedge mode; switch it to one-way mode");
    }

    private void Fee(ref ExecutionRow row, long fee, ReadOnlySpan<byte> asset)
    {
        // A fee in a coin that this build does not know cannot be booked; the balance tells of it.
        bool isKnown = CurrencyId.TryFind(asset, out row.FeeCurrency);
        row.FeeRaw = isKnown || asset.Length == 0 ? feeSign * fee : 0;
        if (!isKnown && context.Instruments.Find(row.Instrument) is { } instrument)
            row.FeeCurrency = instrument.Terms.SettleCoin;
    }

    private static ReadOnlySpan<byte> Key(byte[] buffer, ReadOnlySpan<byte> symbol, ReadOnlySpan<byte> number)
    {
        int length = symbol.Length + 1 + number.Length;
        if (number.Length == 0 || length > buffer.Length) return default;
        symbol.CopyTo(buffer);
        buffer[symbol.Length] = (byte)':';
        number.CopyTo(buffer.AsSpan(symbol.Length + 1));
        return buffer.AsSpan(0, length);
    }

    private static OrderRowStatus StatusOf(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("NEW"u8) || text.SequenceEqual("PARTIALLY_FILLED"u8) || text.SequenceEqual("ACCEPTED"u8))
            return OrderRowStatus.Open;
        if (text.SequenceEqual("FILLED"u8)) return OrderRowStatus.Filled;
        if (text.StartsWith("CANCEL"u8) || text.StartsWith("EXPIRED"u8)) return OrderRowStatus.Cancelled;
        return text.SequenceEqual("REJECTED"u8) ? OrderRowStatus.Rejected : OrderRowStatus.Other;
    }

    /// <summary>Options name no reason: what ends when its contract does, ends by that.</summary>
    private bool IsOver(InstrumentId id, Timestamp at) =>
        context.Instruments.Find(id) is { } instrument && !instrument.Terms.Expiry.IsNone
        && at >= instrument.Terms.Expiry;

    private static CancelReason ReasonOf(in OrderFields fields, bool isOver)
    {
        if (fields.Status.SequenceEqual("EXPIRED_IN_MATCH"u8)) return CancelReason.SelfTrade;
        bool isExpired = fields.Status.StartsWith("EXPIRED"u8) || fields.Event.SequenceEqual("EXPIRED"u8);
        if (!isExpired) return isOver ? CancelReason.Delivery : CancelReason.Requested;
        return fields.ExpiryReason switch
        {
            1 or 3 => CancelReason.SelfTrade,
            2 or 9 => CancelReason.ImmediateRemainder,
            4 => CancelReason.ReduceOnly,
            5 => CancelReason.Liquidation,
            7 => CancelReason.Delivery,
            _ when isOver => CancelReason.Delivery,
            _ when fields.Force.SequenceEqual("GTX"u8) => CancelReason.WouldTake,
            _ when fields.Force.SequenceEqual("IOC"u8) || fields.Force.SequenceEqual("FOK"u8)
                => CancelReason.ImmediateRemainder,
            _ => CancelReason.Venue,
        };
    }
}

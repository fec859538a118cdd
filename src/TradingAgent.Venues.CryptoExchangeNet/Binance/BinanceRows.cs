using System.Globalization;
using Binance.Net.Objects.Models.Futures;
using Binance.Net.Objects.Models.Futures.Socket;
using TradingAgent.Venues.CryptoExchangeNet.Calls;
using B = Binance.Net.Enums;

namespace TradingAgent.Venues.CryptoExchangeNet.Binance;

/// <summary>
/// The library's account models as rows of ours. An order's number is one only within its symbol, and so is a trade's.
/// </summary>
internal static class BinanceRows
{
    public static OrderRow Of(BinanceFuturesStreamOrderUpdateData order, RowContext context)
    {
        RefuseHedgeMode(order.PositionSide);
        int.TryParse(order.ExpireReason, NumberStyles.None, CultureInfo.InvariantCulture, out int expiry);
        return Of(
            context, order.Symbol, order.OrderId, order.ClientOrderId, order.Side, order.Price, order.Quantity,
            order.AccumulatedQuantityOfFilledTrades, order.Status, order.UpdateTime,
            ReasonOf(order.Status, order.ExecutionType == B.ExecutionType.Expired, order.TimeInForce, expiry));
    }

    public static OrderRow Of(BinanceUsdFuturesOrder order, RowContext context)
    {
        RefuseHedgeMode(order.PositionSide);
        return Of(
            context, order.Symbol, order.Id, order.ClientOrderId, order.Side, order.Price, order.Quantity,
            order.QuantityFilled, order.Status, order.UpdateTime,
            ReasonOf(order.Status, isExpired: false, order.TimeInForce, expiry: 0));
    }

    /// <summary>The fill that an order's event carries; its execution is none when it carries none.</summary>
    public static ExecutionRow FillOf(BinanceFuturesStreamOrderUpdateData order, RowContext context)
    {
        if (!IsFill(order.ExecutionType) || order.QuantityOfLastFilledTrade <= 0) return default;
        byte[] symbol = LibraryNumbers.Bytes(order.Symbol);
        byte[] venueId = OrderKey(order.Symbol, order.OrderId);
        Timestamp at = LibraryNumbers.TimeOf(order.UpdateTime);
        InstrumentId instrument = context.Resolve(symbol);
        string id = order.TradeId > 0
            ? FormattableString.Invariant($"{order.Symbol}:{order.TradeId}")
            : FormattableString.Invariant($"{order.Symbol}:{order.OrderId}@{at.Milliseconds}");
        (long fee, CurrencyId coin) = FeeOf(order.Fee, order.FeeAsset, context, instrument);
        return new ExecutionRow
        {
            Instrument = instrument,
            Order = context.OrderOf(LibraryNumbers.Bytes(order.ClientOrderId), venueId),
            Execution = ExecutionId.Of(LibraryNumbers.Bytes(id)),
            Type = TypeOf(order.ClientOrderId),
            Side = SideOf(order.Side),
            Price = LibraryNumbers.PriceOf(order.PriceLastFilledTrade),
            Quantity = LibraryNumbers.SizeOf(order.QuantityOfLastFilledTrade),
            FeeRaw = fee,
            FeeCurrency = coin,
            Sequence = at.Milliseconds,
            At = at,
            // The field says whether this side of the trade was the maker's.
            IsMaker = order.BuyerIsMaker,
            Symbol = symbol,
        };
    }

    /// <summary>A trade of the list, which knows the order's number alone.</summary>
    public static ExecutionRow Of(
        BinanceFuturesUsdtTrade trade, ClientOrderId order, ExecutionRowType type, RowContext context)
    {
        byte[] symbol = LibraryNumbers.Bytes(trade.Symbol);
        InstrumentId instrument = context.Resolve(symbol);
        Timestamp at = LibraryNumbers.TimeOf(trade.Timestamp);
        (long fee, CurrencyId coin) = FeeOf(trade.Fee, trade.FeeAsset, context, instrument);
        return new ExecutionRow
        {
            Instrument = instrument,
            Order = order,
            Execution = ExecutionId.Of(
                LibraryNumbers.Bytes(FormattableString.Invariant($"{trade.Symbol}:{trade.Id}"))),
            Type = type,
            Side = SideOf(trade.Side),
            Price = LibraryNumbers.PriceOf(trade.Price),
            Quantity = LibraryNumbers.SizeOf(trade.Quantity),
            FeeRaw = fee,
            FeeCurrency = coin,
            Sequence = at.Milliseconds,
            At = at,
            IsMaker = trade.Maker,
            Symbol = symbol,
        };
    }

    /// <summary>A position as of a moment: what happened up to then is in it.</summary>
    public static PositionRow PositionOf(
        string symbol, B.PositionSide side, decimal amount, decimal entry, Timestamp at, RowContext context)
    {
        // The stream lists the empty sides of a one-way account too.
        if (side != B.PositionSide.Both && amount == 0) return default;
        RefuseHedgeMode(side);
        byte[] name = LibraryNumbers.Bytes(symbol);
        return new PositionRow
        {
            Instrument = context.Resolve(name),
            Quantity = new NetQuantity(FixedPoint.FromDecimal(amount)),
            AveragePrice = LibraryNumbers.PriceOf(entry),
            UpdatedAt = at,
            Sequence = at.IsNone ? 0 : at.Milliseconds,
            Symbol = name,
        };
    }

    /// <summary>How the map of ids knows an order: by symbol and number.</summary>
    public static byte[] OrderKey(string symbol, long number) =>
        LibraryNumbers.Bytes(FormattableString.Invariant($"{symbol}:{number}"));

    /// <summary>What the venue itself did, by the name it gives such orders.</summary>
    public static ExecutionRowType TypeOf(string clientId)
    {
        if (clientId.StartsWith("adl_autoclose", StringComparison.Ordinal)) return ExecutionRowType.AutoDeleveraging;
        if (clientId.StartsWith("autoclose-", StringComparison.Ordinal)) return ExecutionRowType.Liquidation;
        return clientId.StartsWith("settlement_autoclose-", StringComparison.Ordinal)
            || clientId.StartsWith("delivery_autoclose-", StringComparison.Ordinal)
            ? ExecutionRowType.Delivery
            : ExecutionRowType.Trade;
    }

    public static Side SideOf(B.OrderSide side) => side == B.OrderSide.Buy ? Side.Buy : Side.Sell;

    private static OrderRow Of(
        RowContext context, string symbol, long number, string clientId, B.OrderSide side, decimal price,
        decimal quantity, decimal filled, B.OrderStatus status, DateTime updated, CancelReason reason)
    {
        byte[] name = LibraryNumbers.Bytes(symbol);
        byte[] linkId = LibraryNumbers.Bytes(clientId);
        byte[] venueId = OrderKey(symbol, number);
        return new OrderRow
        {
            Instrument = context.Resolve(name),
            Order = context.OrderOf(linkId, venueId),
            Side = SideOf(side),
            Price = LibraryNumbers.PriceOf(price),
            Quantity = LibraryNumbers.SizeOf(quantity),
            Filled = LibraryNumbers.SizeOf(filled),
            Status = StatusOf(status),
            CancelReason = reason,
            RejectReason = RejectReason.Other,
            UpdatedAt = LibraryNumbers.TimeOf(updated),
            Symbol = name,
            VenueId = venueId,
            LinkId = linkId,
        };
    }

    /// <summary>
    /// The venue has a word for its own closings that the library does not know, and reads as none of its list: what is
    /// not known to be something else may be a fill.
    /// </summary>
    private static bool IsFill(B.ExecutionType type) => type is not (
        B.ExecutionType.New or B.ExecutionType.Canceled or B.ExecutionType.Replaced or B.ExecutionType.Rejected
        or B.ExecutionType.Expired or B.ExecutionType.Amendment or B.ExecutionType.TradePrevention);

    /// <summary>A fee in a coin that this build does not know cannot be booked; the balance tells of it.</summary>
    private static (long Fee, CurrencyId Coin) FeeOf(
        decimal fee, string? asset, RowContext context, InstrumentId instrument)
    {
        if (!string.IsNullOrEmpty(asset) && CurrencyId.TryFind(asset, out CurrencyId coin))
            return (LibraryNumbers.RawOf(fee), coin);
        CurrencyId settle = context.Instruments.Find(instrument)?.Terms.SettleCoin ?? CurrencyId.None;
        return (string.IsNullOrEmpty(asset) ? LibraryNumbers.RawOf(fee) : 0, settle);
    }

    /// <summary>Rows of a hedged account cannot be told apart in our books: nothing of it may be booked.</summary>
    private static void RefuseHedgeMode(B.PositionSide side)
    {
        if (side != B.PositionSide.Both)
            throw new BadFrameException("the account is in hedge mode; switch it to one-way mode");
    }

    private static OrderRowStatus StatusOf(B.OrderStatus status) => status switch
    {
        B.OrderStatus.New or B.OrderStatus.PartiallyFilled or B.OrderStatus.Insurance or B.OrderStatus.Adl
            => OrderRowStatus.Open,
        B.OrderStatus.Filled => OrderRowStatus.Filled,
        B.OrderStatus.Canceled or B.OrderStatus.Expired or B.OrderStatus.ExpiredInMatch => OrderRowStatus.Cancelled,
        B.OrderStatus.Rejected => OrderRowStatus.Rejected,
        _ => OrderRowStatus.Other,
    };

    private static CancelReason ReasonOf(B.OrderStatus status, bool isExpired, B.TimeInForce force, int expiry)
    {
        if (status == B.OrderStatus.ExpiredInMatch) return CancelReason.SelfTrade;
        if (!isExpired && status != B.OrderStatus.Expired) return CancelReason.Requested;
        return expiry switch
        {
            1 or 3 => CancelReason.SelfTrade,
            2 or 9 => CancelReason.ImmediateRemainder,
            4 => CancelReason.ReduceOnly,
            5 => CancelReason.Liquidation,
            7 => CancelReason.Delivery,
            _ when force == B.TimeInForce.GoodTillCrossing => CancelReason.WouldTake,
            _ when force is B.TimeInForce.ImmediateOrCancel or B.TimeInForce.FillOrKill
                => CancelReason.ImmediateRemainder,
            _ => CancelReason.Venue,
        };
    }
}

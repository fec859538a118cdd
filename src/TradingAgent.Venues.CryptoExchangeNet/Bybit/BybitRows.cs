using Bybit.Net.Objects.Models.V5;
using CryptoExchange.Net.Converters.SystemTextJson;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.CryptoExchangeNet.Calls;
using B = Bybit.Net.Enums;

namespace TradingAgent.Venues.CryptoExchangeNet.Bybit;

/// <summary>The library's account models as rows of ours. Streams and lists share the models' base.</summary>
internal static class BybitRows
{
    public static OrderRow Of(BybitOrder order, RowContext context)
    {
        byte[] symbol = LibraryNumbers.Bytes(order.Symbol);
        byte[] venueId = LibraryNumbers.Bytes(order.OrderId);
        byte[] linkId = LibraryNumbers.Bytes(order.ClientOrderId);
        byte[] reason = LibraryNumbers.Bytes(order.RejectReason);
        bool isImmediate = order.TimeInForce is B.TimeInForce.ImmediateOrCancel or B.TimeInForce.FillOrKill;
        return new OrderRow
        {
            Instrument = context.Resolve(symbol),
            Order = context.OrderOf(linkId, venueId),
            Side = SideOf(order.Side),
            Price = LibraryNumbers.PriceOf(order.Price),
            Quantity = LibraryNumbers.SizeOf(order.Quantity),
            Filled = LibraryNumbers.SizeOf(order.QuantityFilled),
            Status = StatusOf(order.Status),
            CancelReason = BybitErrorMap.CancelOf(WordOf(order.CancelType), reason, isImmediate),
            RejectReason = BybitErrorMap.RejectOf(reason),
            UpdatedAt = LibraryNumbers.TimeOf(order.UpdateTime),
            Symbol = symbol,
            VenueId = venueId,
            LinkId = linkId,
        };
    }

    public static ExecutionRow Of(BybitUserTrade trade, RowContext context)
    {
        byte[] symbol = LibraryNumbers.Bytes(trade.Symbol);
        InstrumentId instrument = context.Resolve(symbol);
        byte[] venueId = LibraryNumbers.Bytes(trade.OrderId);
        return new ExecutionRow
        {
            Instrument = instrument,
            Order = context.OrderOf(LibraryNumbers.Bytes(trade.ClientOrderId), venueId),
            Execution = IdOf(trade),
            Type = TypeOf(trade.TradeType),
            Side = SideOf(trade.Side),
            Price = LibraryNumbers.PriceOf(trade.Price),
            Quantity = LibraryNumbers.SizeOf(trade.Quantity),
            FeeRaw = LibraryNumbers.RawOf(trade.Fee),
            FeeCurrency = CurrencyOf(trade.FeeAsset, context, instrument),
            Sequence = Math.Max(0, trade.Sequence ?? 0),
            At = LibraryNumbers.TimeOf(trade.Timestamp),
            IsMaker = trade.IsMaker,
            Symbol = symbol,
        };
    }

    public static PositionRow Of(BybitPosition position, RowContext context)
    {
        byte[] symbol = LibraryNumbers.Bytes(position.Symbol);
        Side side = position.Side switch
        {
            B.PositionSide.Buy => Side.Buy,
            B.PositionSide.Sell => Side.Sell,
            _ => Side.None,
        };
        if (side == Side.None && position.Quantity != 0)
            throw new BadFrameException("a position has a size and no side");
        return new PositionRow
        {
            Instrument = context.Resolve(symbol),
            Quantity = NetQuantity.Of(
                side == Side.None ? Side.Buy : side, LibraryNumbers.SizeOf(position.Quantity)),
            AveragePrice = LibraryNumbers.PriceOf(position.AveragePrice),
            Sequence = Math.Max(0, position.Sequence),
            AdlRank = position.AutoDeleverageRankIndicator,
            UpdatedAt = LibraryNumbers.TimeOf(position.UpdateTime),
            Symbol = symbol,
        };
    }

    /// <summary>A coin of the wallet; its currency is none where the venue left the balance out.</summary>
    public static WalletCoin Of(BybitAssetBalance coin)
    {
        bool isKnown = CurrencyId.TryFind(coin.Asset, out CurrencyId currency) && coin.WalletBalance is not null;
        return new WalletCoin
        {
            Currency = isKnown ? currency : CurrencyId.None,
            WalletRaw = LibraryNumbers.RawOf(coin.WalletBalance),
            EquityRaw = LibraryNumbers.RawOf(coin.Equity),
            UsdValue = (double)(coin.UsdValue ?? 0),
        };
    }

    public static MarginFigures MarginOf(BybitBalance wallet) => new(
        LibraryNumbers.DoubleOf(wallet.TotalInitialMargin), LibraryNumbers.DoubleOf(wallet.TotalMaintenanceMargin),
        LibraryNumbers.DoubleOf(wallet.TotalMarginBalance));

    public static CoinGreeksReported Of(BybitGreeks greeks) =>
        CurrencyId.TryFind(greeks.BaseAsset, out CurrencyId coin)
            ? new CoinGreeksReported(
                coin, (double)greeks.TotalDelta, (double)greeks.TotalGamma, (double)greeks.TotalVega,
                (double)greeks.TotalTheta)
            : default;

    public static Side SideOf(B.OrderSide side) => side == B.OrderSide.Buy ? Side.Buy : Side.Sell;

    /// <summary>A row without an id is known by what it says.</summary>
    private static ExecutionId IdOf(BybitUserTrade trade) => ExecutionId.Of(LibraryNumbers.Bytes(
        trade.TradeId.Length > 0
            ? trade.TradeId
            : FormattableString.Invariant(
                $"{trade.Symbol}|{trade.OrderId}|{trade.QuantityRemaining}|{trade.Sequence}|{trade.Timestamp:O}")
                + FormattableString.Invariant($"|{trade.Price}|{trade.Quantity}|{trade.Fee}|{trade.TradeType}")));

    private static CurrencyId CurrencyOf(string? coin, RowContext context, InstrumentId instrument)
    {
        if (!string.IsNullOrEmpty(coin) && CurrencyId.TryFind(coin, out CurrencyId currency)) return currency;
        return context.Instruments.Find(instrument)?.Terms.SettleCoin ?? CurrencyId.None;
    }

    /// <summary>The venue's own word, which the library has read into a list of its own.</summary>
    private static byte[] WordOf(B.CancelType? type) => type switch
    {
        null or B.CancelType.Unknown => [],
        // Misspelt in the library, and not at the venue.
        B.CancelType.CancelyByPrepareLiq => LibraryNumbers.Bytes("CancelByPrepareLiq"),
        { } known => LibraryNumbers.Bytes(EnumConverter.GetString(known)),
    };

    private static OrderRowStatus StatusOf(B.OrderStatus status) => status switch
    {
        B.OrderStatus.New or B.OrderStatus.PartiallyFilled or B.OrderStatus.Untriggered or B.OrderStatus.Triggered
            => OrderRowStatus.Open,
        B.OrderStatus.Filled => OrderRowStatus.Filled,
        B.OrderStatus.Cancelled or B.OrderStatus.Deactivated or B.OrderStatus.PartiallyFilledCanceled
            => OrderRowStatus.Cancelled,
        B.OrderStatus.Rejected => OrderRowStatus.Rejected,
        _ => OrderRowStatus.Other,
    };

    private static ExecutionRowType TypeOf(B.TradeType? type) => type switch
    {
        B.TradeType.Trade => ExecutionRowType.Trade,
        B.TradeType.Funding => ExecutionRowType.Funding,
        B.TradeType.AdlTrade => ExecutionRowType.AutoDeleveraging,
        B.TradeType.BustTrade => ExecutionRowType.Liquidation,
        B.TradeType.Delivery => ExecutionRowType.Delivery,
        B.TradeType.Settle => ExecutionRowType.Settlement,
        B.TradeType.BlockTrade => ExecutionRowType.BlockTrade,
        _ => ExecutionRowType.Other,
    };
}

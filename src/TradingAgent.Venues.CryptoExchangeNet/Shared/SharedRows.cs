using CryptoExchange.Net.SharedApis;
using TradingAgent.Venues.CryptoExchangeNet.Calls;

namespace TradingAgent.Venues.CryptoExchangeNet.Shared;

/// <summary>The family's account models as rows of ours. They tell no reasons: an order has ended, no more.</summary>
/// <param name="exchange">How it writes order ids.</param>
/// <param name="context">Instruments and ids.</param>
/// <param name="clock">For rows without a moment.</param>
/// <param name="wasAsked">True for an order that we asked to cancel.</param>
internal sealed class SharedRows(
    SharedExchange exchange, RowContext context, VenueClock clock, Func<ClientOrderId, bool> wasAsked)
{
    public OrderRow Of(SharedFuturesOrder order)
    {
        byte[] symbol = LibraryNumbers.Bytes(order.Symbol);
        byte[] venueId = LibraryNumbers.Bytes(order.OrderId);
        byte[] linkId = LinkOf(order.ClientOrderId);
        ClientOrderId ours = context.OrderOf(linkId, venueId);
        bool isImmediate = order.TimeInForce is SharedTimeInForce.ImmediateOrCancel or SharedTimeInForce.FillOrKill;
        return new OrderRow
        {
            Instrument = context.Resolve(symbol),
            Order = ours,
            Side = SideOf(order.Side),
            Price = LibraryNumbers.PriceOf(order.OrderPrice),
            Quantity = SizeOf(order.OrderQuantity),
            Filled = SizeOf(order.QuantityFilled),
            Status = order.Status switch
            {
                SharedOrderStatus.Open => OrderRowStatus.Open,
                SharedOrderStatus.Filled => OrderRowStatus.Filled,
                SharedOrderStatus.Canceled => OrderRowStatus.Cancelled,
                _ => OrderRowStatus.Other,
            },
            CancelReason = wasAsked(ours) ? CancelReason.Requested
                : isImmediate ? CancelReason.ImmediateRemainder : CancelReason.Venue,
            RejectReason = RejectReason.Other,
            UpdatedAt = LibraryNumbers.TimeOf(order.UpdateTime ?? order.CreateTime),
            Symbol = symbol,
            VenueId = venueId,
            LinkId = linkId,
        };
    }

    public ExecutionRow Of(SharedUserTrade trade)
    {
        byte[] symbol = LibraryNumbers.Bytes(trade.Symbol);
        InstrumentId instrument = context.Resolve(symbol);
        CurrencyId settle = context.Instruments.Find(instrument)?.Terms.SettleCoin ?? CurrencyId.None;
        bool isCoin = CurrencyId.TryFind(trade.FeeAsset ?? "", out CurrencyId coin);
        return new ExecutionRow
        {
            Instrument = instrument,
            Order = context.OrderOf(LinkOf(trade.ClientOrderId), LibraryNumbers.Bytes(trade.OrderId)),
            Execution = ExecutionId.Of(LibraryNumbers.Bytes($"{trade.Symbol}:{trade.Id}")),
            Type = ExecutionRowType.Trade,
            Side = trade.Side is { } side ? SideOf(side) : Side.None,
            Price = LibraryNumbers.PriceOf(trade.Price),
            Quantity = LibraryNumbers.SizeOf(trade.Quantity),
            FeeRaw = LibraryNumbers.RawOf(trade.Fee),
            FeeCurrency = isCoin ? coin : settle,
            At = LibraryNumbers.TimeOf(trade.Timestamp),
            IsMaker = trade.Role == SharedRole.Maker,
            Symbol = symbol,
        };
    }

    public PositionRow Of(SharedPosition position)
    {
        byte[] symbol = LibraryNumbers.Bytes(position.Symbol);
        if (position.PositionMode == SharedPositionMode.HedgeMode && position.PositionSize != 0)
            throw new BadFrameException("the account is in hedge mode; switch it to one-way mode");
        decimal size = Math.Abs(position.PositionSize);
        return new PositionRow
        {
            Instrument = context.Resolve(symbol),
            Quantity = NetQuantity.Of(
                position.PositionSide == SharedPositionSide.Short ? Side.Sell : Side.Buy, LibraryNumbers.SizeOf(size)),
            AveragePrice = LibraryNumbers.PriceOf(position.AverageOpenPrice),
            UpdatedAt = position.UpdateTime is null ? clock.Now : LibraryNumbers.TimeOf(position.UpdateTime),
            Symbol = symbol,
        };
    }

    /// <summary>A coin of the wallet. The equity is what is told; the balance is that without open profit.</summary>
    /// <param name="balance">As shared.</param>
    /// <param name="openProfitRaw">What of it is open profit, units of 1e-8; 0 where it is not told.</param>
    public static WalletCoin Of(SharedBalance balance, long openProfitRaw)
    {
        CurrencyId.TryFind(balance.Asset, out CurrencyId coin);
        long raw = LibraryNumbers.RawOf(balance.Total);
        return new WalletCoin { Currency = coin, WalletRaw = raw - openProfitRaw, EquityRaw = raw };
    }

    public static Side SideOf(SharedOrderSide side) => side == SharedOrderSide.Buy ? Side.Buy : Side.Sell;

    private static Quantity SizeOf(SharedOrderQuantity? quantity) =>
        LibraryNumbers.SizeOf(quantity?.QuantityInBaseAsset ?? quantity?.QuantityInContracts);

    private byte[] LinkOf(string? clientId) => LibraryNumbers.Bytes(
        clientId is null ? null : exchange.ReadId?.Invoke(clientId) ?? clientId);
}

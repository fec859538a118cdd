using System.Text;
using Bybit.Net.Clients;
using Bybit.Net.Objects.Models.V5;
using CryptoExchange.Net.Objects;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.CryptoExchangeNet.Calls;
using B = Bybit.Net.Enums;

namespace TradingAgent.Venues.CryptoExchangeNet.Bybit;

/// <summary>
/// Orders over the library's order-entry stream, and over REST where that cannot be connected. Each is sent once.
/// </summary>
internal sealed class BybitOrders
{
    private readonly BybitClients _clients;
    private readonly LibrarySession _session;
    private readonly OrderAnswers _answers;

    public BybitOrders(BybitClients clients, LibrarySession session)
    {
        _clients = clients;
        _session = session;
        _answers = new OrderAnswers(session.Lanes, session.Outcomes, session.Clock, VerdictOf);
    }

    /// <summary>Connects and signs in before the first order needs it.</summary>
    public async Task<bool> OpenAsync() =>
        _clients.Trade is { } trade
        && (await trade.V5PrivateApi.PrepareConnectionsAsync().ConfigureAwait(false)).Success;

    public async Task SendAsync(EngineCommand command, Instrument instrument, CancellationToken ct)
    {
        bool isStreamed = _clients.Trade is not null;
        ICallResult result = isStreamed
            ? await StreamAsync(_clients.Trade!, command, instrument, ct).ConfigureAwait(false)
            : await PostAsync(command, instrument, ct).ConfigureAwait(false);
        if (isStreamed)
        {
            bool isDown = OrderAnswers.IsNotConnected(result);
            _session.TradeRoad(!isDown);
            if (isDown) result = await PostAsync(command, instrument, ct).ConfigureAwait(false);
        }
        if (!_answers.Tell(in command, result)) return;
        string id = (result as ICallResult<BybitOrderId>)?.Data?.OrderId ?? "";
        _session.Desk.Context.Orders.Add(command.Order, Encoding.ASCII.GetBytes(id));
        if (command.Kind == CommandKind.PlaceOrder) _ = _session.Lanes.AwaitShownAsync(command, ct);
    }

    private async Task<ICallResult> StreamAsync(
        BybitSocketClient trade, EngineCommand command, Instrument instrument, CancellationToken ct)
    {
        var entry = trade.V5PrivateApi;
        B.Category category = BybitExchange.CategoryOf(instrument.Terms);
        string id = _session.Desk.Context.TextOf(command.Order);
        switch (command.Kind)
        {
            case CommandKind.PlaceOrder:
                return await entry.PlaceOrderAsync(
                    category, instrument.Symbol, SideOf(command), B.NewOrderType.Limit, command.Quantity.ToDecimal(),
                    command.Price.ToDecimal(), timeInForce: ForceOf(command.TimeInForce),
                    positionIdx: B.PositionIdx.OneWayMode, clientOrderId: id, reduceOnly: ReduceOnly(command),
                    selfMatchPreventionType: B.SelfMatchPreventionType.CancelTaker, ct: ct).ConfigureAwait(false);
            case CommandKind.AmendOrder:
                (decimal? quantity, decimal? price) = Changes(command);
                return await entry.EditOrderAsync(
                    category, instrument.Symbol, clientOrderId: id, quantity: quantity, price: price, ct: ct)
                    .ConfigureAwait(false);
            default:
                return await entry.CancelOrderAsync(category, instrument.Symbol, clientOrderId: id, ct: ct)
                    .ConfigureAwait(false);
        }
    }

    private async Task<ICallResult> PostAsync(EngineCommand command, Instrument instrument, CancellationToken ct)
    {
        var entry = _clients.RestOrders.V5Api.Trading;
        B.Category category = BybitExchange.CategoryOf(instrument.Terms);
        string id = _session.Desk.Context.TextOf(command.Order);
        switch (command.Kind)
        {
            case CommandKind.PlaceOrder:
                return await entry.PlaceOrderAsync(
                    category, instrument.Symbol, SideOf(command), B.NewOrderType.Limit, command.Quantity.ToDecimal(),
                    command.Price.ToDecimal(), timeInForce: ForceOf(command.TimeInForce),
                    positionIdx: B.PositionIdx.OneWayMode, clientOrderId: id, reduceOnly: ReduceOnly(command),
                    selfMatchPreventionType: B.SelfMatchPreventionType.CancelTaker, ct: ct).ConfigureAwait(false);
            case CommandKind.AmendOrder:
                (decimal? quantity, decimal? price) = Changes(command);
                return await entry.EditOrderAsync(
                    category, instrument.Symbol, clientOrderId: id, quantity: quantity, price: price, ct: ct)
                    .ConfigureAwait(false);
            default:
                return await entry.CancelOrderAsync(category, instrument.Symbol, clientOrderId: id, ct: ct)
                    .ConfigureAwait(false);
        }
    }

    /// <summary>The venue refuses a change to the same: what stays is left out.</summary>
    private (decimal? Quantity, decimal? Price) Changes(in EngineCommand command)
    {
        _session.Desk.AmendKeeps(in command, out bool keepsPrice, out bool keepsQuantity);
        return (
            keepsQuantity ? null : command.Quantity.ToDecimal(),
            keepsPrice ? null : command.Price.ToDecimal());
    }

    private static bool? ReduceOnly(in EngineCommand command) => command.ReduceOnly ? true : null;

    private static B.OrderSide SideOf(in EngineCommand command) =>
        command.Side == Side.Buy ? B.OrderSide.Buy : B.OrderSide.Sell;

    private static B.TimeInForce ForceOf(TimeInForce force) => force switch
    {
        TimeInForce.PostOnly => B.TimeInForce.PostOnly,
        TimeInForce.ImmediateOrCancel => B.TimeInForce.ImmediateOrCancel,
        _ => B.TimeInForce.GoodTillCanceled,
    };

    private static (VenueVerdict Verdict, RejectReason Reason) VerdictOf(ServerError error, int status)
    {
        // An answer without a code is none: it may have happened.
        if (error.Code is not { } code)
            return (new(RejectReason.VenueInternal, IsAmbiguous: true), RejectReason.VenueInternal);
        VenueVerdict verdict = BybitErrorMap.Of(code);
        return (verdict, BybitErrorMap.Refine(code, verdict.Reason, Encoding.UTF8.GetBytes(error.Message ?? "")));
    }
}

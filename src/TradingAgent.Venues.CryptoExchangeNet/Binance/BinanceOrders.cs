using System.Text;
using Binance.Net.Clients;
using Binance.Net.Objects;
using Binance.Net.Objects.Models.Futures;
using CryptoExchange.Net.Objects;
using TradingAgent.Venues.Binance;
using TradingAgent.Venues.CryptoExchangeNet.Calls;
using B = Binance.Net.Enums;

namespace TradingAgent.Venues.CryptoExchangeNet.Binance;

/// <summary>Orders over the library's order-entry stream, and over REST where that cannot be connected.</summary>
internal sealed class BinanceOrders
{
    private readonly BinanceClients _clients;
    private readonly LibrarySession _session;
    private readonly OrderAnswers _answers;

    public BinanceOrders(BinanceClients clients, LibrarySession session)
    {
        _clients = clients;
        _session = session;
        _answers = new OrderAnswers(session.Lanes, session.Outcomes, session.Clock, VerdictOf);
    }

    /// <summary>Connects before the first order needs it; the venue has no sign-in of its own there.</summary>
    public async Task<bool> OpenAsync(CancellationToken ct) =>
        _clients.Trade is { } trade
        && (await trade.UsdFuturesApi.Account.GetBalancesAsync(ct: ct).ConfigureAwait(false)).Success;

    public async Task SendAsync(EngineCommand command, Instrument instrument, CancellationToken ct)
    {
        bool isStreamed = _clients.Trade is not null;
        (ICallResult result, BinanceUsdFuturesOrder? order) = isStreamed
            ? await StreamAsync(_clients.Trade!, command, instrument, ct).ConfigureAwait(false)
            : await PostAsync(command, instrument, ct).ConfigureAwait(false);
        if (isStreamed)
        {
            bool isDown = OrderAnswers.IsNotConnected(result);
            _session.TradeRoad(!isDown);
            if (isDown) (result, order) = await PostAsync(command, instrument, ct).ConfigureAwait(false);
        }
        if (!_answers.Tell(in command, result)) return;
        if (order is not null)
            _session.Desk.Context.Orders.Add(command.Order, BinanceRows.OrderKey(instrument.Symbol, order.Id));
        if (command.Kind == CommandKind.PlaceOrder) _ = _session.Lanes.AwaitShownAsync(command, ct);
    }

    private async Task<(ICallResult, BinanceUsdFuturesOrder?)> StreamAsync(
        BinanceSocketClient trade, EngineCommand command, Instrument instrument, CancellationToken ct)
    {
        var entry = trade.UsdFuturesApi.Trading;
        string id = _session.Desk.Context.TextOf(command.Order);
        QueryResult<BinanceResponse<BinanceUsdFuturesOrder>> result = command.Kind switch
        {
            CommandKind.PlaceOrder => await entry.PlaceOrderAsync(
                instrument.Symbol, SideOf(command), B.FuturesOrderType.Limit, command.Quantity.ToDecimal(),
                command.Price.ToDecimal(), timeInForce: ForceOf(command.TimeInForce), reduceOnly: ReduceOnly(command),
                newClientOrderId: id, orderResponseType: B.OrderResponseType.Acknowledge,
                selfTradePreventionMode: B.SelfTradePreventionMode.ExpireTaker, ct: ct).ConfigureAwait(false),
            CommandKind.AmendOrder => await entry.EditOrderAsync(
                instrument.Symbol, SideOf(command), command.Quantity.ToDecimal(), command.Price.ToDecimal(),
                origClientOrderId: id, ct: ct).ConfigureAwait(false),
            _ => await entry.CancelOrderAsync(instrument.Symbol, origClientOrderId: id, ct: ct).ConfigureAwait(false),
        };
        return (result, result.Data?.Result);
    }

    private async Task<(ICallResult, BinanceUsdFuturesOrder?)> PostAsync(
        EngineCommand command, Instrument instrument, CancellationToken ct)
    {
        var entry = _clients.RestOrders.UsdFuturesApi.Trading;
        string id = _session.Desk.Context.TextOf(command.Order);
        HttpResult<BinanceUsdFuturesOrder> result = command.Kind switch
        {
            CommandKind.PlaceOrder => await entry.PlaceOrderAsync(
                instrument.Symbol, SideOf(command), B.FuturesOrderType.Limit, command.Quantity.ToDecimal(),
                command.Price.ToDecimal(), timeInForce: ForceOf(command.TimeInForce), reduceOnly: ReduceOnly(command),
                newClientOrderId: id, orderResponseType: B.OrderResponseType.Acknowledge,
                selfTradePreventionMode: B.SelfTradePreventionMode.ExpireTaker, ct: ct).ConfigureAwait(false),
            CommandKind.AmendOrder => await entry.EditOrderAsync(
                instrument.Symbol, SideOf(command), command.Quantity.ToDecimal(), command.Price.ToDecimal(),
                origClientOrderId: id, ct: ct).ConfigureAwait(false),
            _ => await entry.CancelOrderAsync(instrument.Symbol, origClientOrderId: id, ct: ct).ConfigureAwait(false),
        };
        return (result, result.Data);
    }

    private static bool? ReduceOnly(in EngineCommand command) => command.ReduceOnly ? true : null;

    private static B.OrderSide SideOf(in EngineCommand command) =>
        command.Side == Side.Buy ? B.OrderSide.Buy : B.OrderSide.Sell;

    private static B.TimeInForce ForceOf(TimeInForce force) => force switch
    {
        TimeInForce.PostOnly => B.TimeInForce.GoodTillCrossing,
        TimeInForce.ImmediateOrCancel => B.TimeInForce.ImmediateOrCancel,
        _ => B.TimeInForce.GoodTillCanceled,
    };

    private static (VenueVerdict Verdict, RejectReason Reason) VerdictOf(ServerError error, int status)
    {
        VenueVerdict verdict = BinanceErrorMap.Of(status, error.Code ?? 0, Encoding.UTF8.GetBytes(error.Message ?? ""));
        return (verdict, verdict.Reason);
    }
}

using System.Collections.Concurrent;
using System.Text;
using CryptoExchange.Net.Objects;
using CryptoExchange.Net.SharedApis;
using TradingAgent.Venues.CryptoExchangeNet.Calls;

namespace TradingAgent.Venues.CryptoExchangeNet.Shared;

/// <summary>
/// Orders over the shared interfaces, each sent once: limits that may take, at once or for good. Post-only and amending
/// do not exist there and are refused here, before anything is sent.
/// </summary>
internal sealed class SharedOrders
{
    private const int AskedMax = 4_096;

    private readonly SharedExchange _exchange;
    private readonly LibrarySession _session;
    private readonly OrderAnswers _answers;
    private readonly ConcurrentDictionary<ClientOrderId, byte> _asked = new();

    public SharedOrders(SharedExchange exchange, LibrarySession session)
    {
        _exchange = exchange;
        _session = session;
        _answers = new OrderAnswers(session.Lanes, session.Outcomes, session.Clock, SharedVerdicts.Of);
    }

    /// <summary>True for an order that we asked to cancel: the interfaces do not say why one ended.</summary>
    public bool WasAsked(ClientOrderId order) => _asked.ContainsKey(order);

    public async Task SendAsync(EngineCommand command, Instrument instrument, CancellationToken ct)
    {
        bool isPostOnly = command.Kind == CommandKind.PlaceOrder && command.TimeInForce == TimeInForce.PostOnly;
        if (isPostOnly || command.Kind == CommandKind.AmendOrder)
        {
            _session.Outcomes.Answered(
                command.Order, command.Kind, instrument.Id, new VenueVerdict(RejectReason.Other), RejectReason.Other, 0,
                _session.Clock.Now);
            return;
        }
        HttpResult<SharedId> result = command.Kind == CommandKind.PlaceOrder
            ? await PlaceAsync(command, instrument, ct).ConfigureAwait(false)
            : await CancelAsync(command, instrument, ct).ConfigureAwait(false);
        if (!_answers.Tell(in command, result) || command.Kind != CommandKind.PlaceOrder) return;
        _session.Desk.Context.Orders.Add(command.Order, Encoding.ASCII.GetBytes(result.Data!.Id));
        _ = _session.Lanes.AwaitShownAsync(command, ct);
    }

    private Task<HttpResult<SharedId>> PlaceAsync(EngineCommand command, Instrument instrument, CancellationToken ct) =>
        _exchange.Orders.PlaceFuturesOrderAsync(
            new PlaceFuturesOrderRequest(
                SharedInstruments.SymbolOf(instrument),
                command.Side == Side.Buy ? SharedOrderSide.Buy : SharedOrderSide.Sell,
                SharedOrderType.Limit)
            {
                Quantity = SharedQuantity.Base(command.Quantity.ToDecimal()),
                Price = command.Price.ToDecimal(),
                TimeInForce = command.TimeInForce == TimeInForce.ImmediateOrCancel
                    ? SharedTimeInForce.ImmediateOrCancel
                    : SharedTimeInForce.GoodTillCanceled,
                ReduceOnly = command.ReduceOnly ? true : null,
                ClientOrderId = IdOf(command.Order),
            }, ct);

    private Task<HttpResult<SharedId>> CancelAsync(EngineCommand command, Instrument instrument, CancellationToken ct)
    {
        if (_asked.Count >= AskedMax) _asked.Clear();
        _asked[command.Order] = 0;
        return _exchange.OrdersByClientId.CancelFuturesOrderByClientOrderIdAsync(
            new CancelOrderRequest(SharedInstruments.SymbolOf(instrument), IdOf(command.Order)), ct);
    }

    private string IdOf(ClientOrderId order)
    {
        string text = _session.Desk.Context.TextOf(order);
        return _exchange.WriteId?.Invoke(text) ?? text;
    }
}

using TradingAgent.Exchange.Accounts;

namespace TradingAgent.ExchangeServer.Binance.User;

/// <summary>One thing that happened to an order, as the user stream tells it.</summary>
/// <param name="Kind">What.</param>
/// <param name="Order">The order as it stood just after.</param>
/// <param name="Fill">The fill; meaningless for other kinds.</param>
internal readonly record struct OrderStep(OrderStepKind Kind, OrderSnapshot Order, ExecutionSnapshot Fill);

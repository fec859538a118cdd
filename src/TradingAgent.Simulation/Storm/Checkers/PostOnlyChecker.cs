using TradingAgent.Exchange.Accounts;

namespace TradingAgent.Simulation.Storm.Checkers;

/// <summary>
/// Checker 3: what fills as a taker was sent to take, and no resting order is sent to a price that crosses the book as
/// it was told. Where the venue lets an amended order take, a market that crosses it under way may fill it so: that is
/// the venue's doing, and the price it was sent to is judged instead.
/// </summary>
internal sealed class PostOnlyChecker(StormSettings settings, Scoreboard board, StormTruth truth)
{
    private readonly Dictionary<int, QuoteChanged> _told = [];

    public void OnTold(in EngineEvent change) => _told[change.Instrument.Index] = change.Quote;

    public void OnDecided(in EngineCommand command)
    {
        bool rests = command.Kind is CommandKind.PlaceOrder or CommandKind.AmendOrder
            && command.TimeInForce != TimeInForce.ImmediateOrCancel;
        if (!rests || !_told.TryGetValue(command.Instrument.Index, out QuoteChanged told)) return;
        bool isBuy = command.Side == Side.Buy;
        Price opposite = isBuy ? told.Ask : told.Bid;
        Price price = command.Price;
        bool crosses = isBuy ? price >= opposite : price <= opposite;
        board.Judge(StormChecker.PostOnly, !crosses,
            $"a passive order was sent to {price} while the other side was told at {opposite}");
    }

    public void OnExecution(ExecutionSnapshot execution)
    {
        if (execution.Type != ExecutionType.Trade || execution.Order.IsNone) return;
        truth.Exchange.TryFindOrder(execution.Account, new OrderKey(execution.Order), out OrderSnapshot order);
        bool holds = execution.IsMaker || order.Lifetime == OrderLifetime.ImmediateOrCancel || MayTake(order);
        board.Judge(StormChecker.PostOnly, holds,
            $"{order.Side} {execution.Quantity} of order {order.ClientId} ({order.Lifetime}) took at " +
            $"{execution.Price}");
    }

    private bool MayTake(in OrderSnapshot order) =>
        !settings.CrossingAmendCancels && order.Lifetime == OrderLifetime.PostOnly
        && order.UpdatedAt > order.CreatedAt;
}

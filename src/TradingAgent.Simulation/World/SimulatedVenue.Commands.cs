using TradingAgent.Exchange.Accounts;

namespace TradingAgent.Simulation.World;

/// <content>What the agent asks for, and the answers.</content>
internal sealed partial class SimulatedVenue
{
    public void Execute(in EngineCommand command)
    {
        switch (command.Kind)
        {
            case CommandKind.PlaceOrder:
                Place(command);
                break;
            case CommandKind.AmendOrder:
                Amend(command);
                break;
            case CommandKind.CancelOrder:
                Cancel(command);
                break;
            case CommandKind.QueryOrder:
                Query(command);
                break;
            case CommandKind.RequestReport:
                Report((int)command.Order.Counter);
                break;
            case CommandKind.CancelAll:
                _exchange.CancelAll(_account, default);
                break;
        }
    }

    private void Place(in EngineCommand command)
    {
        CommandOutcome outcome = _exchange.Place(_account, new PlaceRequest
        {
            Instrument = command.Instrument,
            Side = command.Side,
            Kind = OrderKind.Limit,
            Lifetime = command.TimeInForce switch
            {
                TimeInForce.PostOnly => OrderLifetime.PostOnly,
                TimeInForce.ImmediateOrCancel => OrderLifetime.ImmediateOrCancel,
                _ => OrderLifetime.GoodTillCancelled,
            },
            Price = command.Price,
            Quantity = command.Quantity,
            ReduceOnly = command.ReduceOnly,
            ClientId = _translator.TextOf(command.Order),
        });
        if (outcome.IsAccepted) return;
        Add(EventKind.OrderRejected, command.Instrument).Rejected =
            new OrderRejected(command.Order, ReasonOf(outcome.Result), (int)outcome.Result);
    }

    private void Amend(in EngineCommand command)
    {
        CommandOutcome outcome = _exchange.Amend(_account, new AmendRequest
        {
            Order = KeyOf(command.Order),
            Instrument = command.Instrument,
            Price = command.Price,
            Quantity = command.Quantity,
        });
        if (!outcome.IsAccepted) Refuse(EventKind.AmendRejected, command, outcome.Result);
    }

    private void Cancel(in EngineCommand command)
    {
        CommandOutcome outcome = _exchange.Cancel(_account, command.Instrument, KeyOf(command.Order));
        if (!outcome.IsAccepted) Refuse(EventKind.CancelRejected, command, outcome.Result);
    }

    private void Query(in EngineCommand command)
    {
        var reported = new OrderReported(
            command.Order, command.Price, command.Quantity, Quantity.Zero, command.Side, OrderReportState.NotFound);
        if (_exchange.TryFindOrder(_account, KeyOf(command.Order), out OrderSnapshot order)) reported = Reported(order);
        Add(EventKind.OrderReported, command.Instrument).OrderReported = reported;
    }

    private void Report(int reportId)
    {
        Add(EventKind.ReportBegun, InstrumentId.None).Report = new ReportMarker(reportId, 0, 0);
        IReadOnlyList<OrderSnapshot> orders = _exchange.OpenOrders(_account);
        foreach (OrderSnapshot order in orders)
            Add(EventKind.OrderReported, order.Instrument).OrderReported = Reported(order);
        IReadOnlyList<PositionSnapshot> positions = _exchange.Positions(_account);
        foreach (PositionSnapshot position in positions) TellPosition(position, reportId);
        TellWallet();
        Add(EventKind.ReportCompleted, InstrumentId.None).Report =
            new ReportMarker(reportId, orders.Count, positions.Count);
    }

    private OrderReported Reported(in OrderSnapshot order) => new(
        _translator.IdOf(order.ClientId), order.Price, order.Quantity, order.Filled, order.Side, order.Status switch
        {
            OrderStatus.Filled => OrderReportState.Filled,
            OrderStatus.Cancelled => OrderReportState.Cancelled,
            _ => OrderReportState.Open,
        });

    private void Refuse(EventKind kind, in EngineCommand command, CommandResult result) =>
        Add(kind, command.Instrument).CommandRejected =
            new CommandRejected(command.Order, ReasonOf(result), (int)result);

    private static RejectReason ReasonOf(CommandResult result) => result switch
    {
        CommandResult.UnknownOrder => RejectReason.OrderGone,
        CommandResult.NotModified => RejectReason.NotModified,
        CommandResult.InsufficientMargin => RejectReason.InsufficientMargin,
        CommandResult.PriceOutsideBand => RejectReason.PriceOutOfBand,
        CommandResult.InvalidPrice => RejectReason.BadPrice,
        CommandResult.InvalidQuantity or CommandResult.QuantityNotAboveFilled => RejectReason.BadQuantity,
        CommandResult.QuantityBelowMin or CommandResult.NotionalBelowMin => RejectReason.BelowMinimum,
        CommandResult.QuantityAboveMax => RejectReason.AboveMaximum,
        CommandResult.DuplicateClientId => RejectReason.DuplicateId,
        CommandResult.NothingToReduce => RejectReason.ReduceOnlyConflict,
        CommandResult.NotTrading or CommandResult.UnknownInstrument => RejectReason.InstrumentNotTrading,
        CommandResult.TooManyOrders => RejectReason.TooManyOrders,
        _ => RejectReason.Other,
    };
}

using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Faults;

namespace TradingAgent.Simulation.Storm.Venue;

/// <content>The way from the agent to the exchange, and the accidents that wait there.</content>
internal sealed partial class StormVenue
{
    private static readonly RejectReason[] StormReasons =
    [
        RejectReason.VenueBusy, RejectReason.VenueInternal, RejectReason.TooManyOrders, RejectReason.RateLimited,
        RejectReason.Other,
    ];

    /// <summary>Begin of the last report that was answered; what was true before it is known to the agent.</summary>
    public Timestamp ReportMadeAt { get; private set; }

    /// <summary>Takes a command off the agent's hands.</summary>
    public void Send(in EngineCommand command, Timestamp now)
    {
        Timestamp at = now + Travel();
        if (IsUnreachable) return;
        bool acts = command.Kind is CommandKind.PlaceOrder or CommandKind.AmendOrder or CommandKind.CancelOrder;
        switch (acts ? _plan.StrikeMessage(now, isAccount: true) : FaultKind.None)
        {
            case FaultKind.MessageLost:
                _tally.Count(FaultKind.MessageLost);
                return;
            case FaultKind.MessageLate:
                _tally.Count(FaultKind.MessageLate);
                _commandLine.Hold(at + _plan.Between(0.2, 2.5), command);
                return;
            case FaultKind.MessageReordered:
                _tally.Count(FaultKind.MessageReordered);
                _commandLine.Hold(at + _plan.Between(0.02, 0.2), command);
                return;
            case FaultKind.MessageDuplicated:
                _tally.Count(FaultKind.MessageDuplicated);
                _commandLine.Send(at, command);
                _commandLine.Hold(at + _plan.Between(0.001, 0.5), command);
                return;
            default:
                _commandLine.Send(at, command);
                return;
        }
    }

    private void Arrive(in EngineCommand command, Timestamp now)
    {
        _mutedAck = _heldAck = ClientOrderId.None;
        if (IsUnreachable) return;
        bool isOrder = command.Kind is CommandKind.PlaceOrder or CommandKind.AmendOrder or CommandKind.CancelOrder;
        if (IsInMaintenance || IsBanned || (IsRejecting && isOrder))
        {
            if (isOrder) Refuse(command, now);
            return;
        }
        if (isOrder && _plan.Strikes(FaultKind.ServerError, now))
        {
            _tally.Count(FaultKind.ServerError);
            Answer(now, _plan.Between(0.05, 1), command, new EngineEvent
            {
                Kind = EventKind.OutcomeUnknown,
                Unknown = new OutcomeUnknown(command.Order, command.Kind),
            });
            if (_plan.Flip()) return;
        }
        switch (command.Kind)
        {
            case CommandKind.PlaceOrder:
                Place(command, now);
                break;
            case CommandKind.AmendOrder:
                BeforeAmend(command, now);
                _venue.Execute(command);
                break;
            case CommandKind.CancelOrder:
                if (_plan.Strikes(FaultKind.CancelFillRace, now) && Hit(command.Order, _plan.Flip() ? 1 : 0.4))
                    _tally.Count(FaultKind.CancelFillRace);
                _venue.Execute(command);
                break;
            case CommandKind.RequestReport:
                BeforeReport(now);
                ReportMadeAt = now;
                _venue.Execute(command);
                break;
            default:
                _venue.Execute(command);
                break;
        }
    }

    private void Place(in EngineCommand command, Timestamp now)
    {
        if (_plan.Strikes(FaultKind.AcknowledgementLost, now))
        {
            _tally.Count(FaultKind.AcknowledgementLost);
            _mutedAck = command.Order;
        }
        bool fillsFirst = _plan.Strikes(FaultKind.FillBeforeAcknowledgement, now);
        if (fillsFirst) _heldAck = command.Order;
        _venue.Execute(command);
        if (fillsFirst && Hit(command.Order, _plan.Flip() ? 1 : 0.5))
            _tally.Count(FaultKind.FillBeforeAcknowledgement);
        else if (_plan.Strikes(FaultKind.PartialFill, now) && Hit(command.Order, _plan.Uniform()))
            _tally.Count(FaultKind.PartialFill);
    }

    private void BeforeAmend(in EngineCommand command, Timestamp now)
    {
        if (_plan.Strikes(FaultKind.AmendFillRace, now) && Hit(command.Order, _plan.Flip() ? 1 : 0.6))
        {
            _tally.Count(FaultKind.AmendFillRace);
            return;
        }
        FaultKind crossing = _settings.CrossingAmendCancels
            ? FaultKind.CrossingAmendCancelled : FaultKind.CrossingAmendTaken;
        if (!_plan.Strikes(crossing, now) || !IsOpen(command.Order, out OrderSnapshot order)) return;
        bool follows = command.Side == Side.Buy ? command.Price > order.Price : command.Price < order.Price;
        if (!follows) return;
        _market.MeetAt(command.Instrument, command.Side, command.Price);
        Truth.OnMarketCrossed(command.Order);
        _tally.Count(crossing);
    }

    /// <summary>A fill that the report holds already, and which is told after it, or before.</summary>
    private void BeforeReport(Timestamp now)
    {
        if (!_plan.Strikes(FaultKind.FillCrossingReport, now)) return;
        foreach (OrderSnapshot order in _exchange.OpenOrders(_account))
        {
            ClientOrderId id = _venue.IdOf(order);
            if (id.IsNone || !Hit(id, _plan.Flip() ? 1 : 0.5)) continue;
            _tally.Count(FaultKind.FillCrossingReport);
            if (_plan.Flip()) _accountHeld = _plan.Between(0.2, 1.5);
            else _reportHeld = _plan.Between(0.2, 1.5);
            return;
        }
    }

    private bool IsOpen(ClientOrderId id, out OrderSnapshot order) =>
        TryFind(id, out order) && order.IsOpen;

    /// <summary>Takers reach one of our orders and take a share of it; false when it does not rest.</summary>
    private bool Hit(ClientOrderId id, double share)
    {
        if (!IsOpen(id, out OrderSnapshot order)) return false;
        long lot = _exchange.Find(order.Instrument)!.Terms.Lot.Raw;
        long leaves = order.Quantity.Raw - order.Filled.Raw;
        long ours = Math.Max(lot, (long)(leaves * share) / lot * lot);
        long ahead = Truth.StandingTo(order.Instrument, order.Side, order.Price) - leaves;
        Side takers = order.Side == Side.Buy ? Side.Sell : Side.Buy;
        _market.Sweep(order.Instrument, takers, order.Price, new Quantity(Math.Max(0, ahead) + ours));
        return true;
    }

    private void Refuse(in EngineCommand command, Timestamp now)
    {
        RejectReason reason = IsBanned ? RejectReason.RateLimited
            : IsInMaintenance ? RejectReason.InstrumentNotTrading
            : StormReasons[(int)(_plan.Uniform() * StormReasons.Length)];
        if (IsBanned) _tally.Count(FaultKind.RateLimitBan);
        else if (!IsInMaintenance) _tally.Count(FaultKind.RejectStorm);
        var change = new EngineEvent();
        if (command.Kind == CommandKind.PlaceOrder)
        {
            change.Kind = EventKind.OrderRejected;
            change.Rejected = new OrderRejected(command.Order, reason, 10_000 + (int)reason);
        }
        else
        {
            bool amends = command.Kind == CommandKind.AmendOrder;
            change.Kind = amends ? EventKind.AmendRejected : EventKind.CancelRejected;
            change.CommandRejected = new CommandRejected(command.Order, reason, 10_000 + (int)reason);
        }
        Answer(now, default, command, change);
    }

    private void Answer(Timestamp now, Duration after, in EngineCommand command, EngineEvent change)
    {
        if (IsCutOff) return;
        change.Instrument = command.Instrument;
        change.VenueTime = now;
        change = Stamped(change);
        _answerLine.Hold(now + Travel() + after, change);
    }
}

using System.Text;
using TradingAgent.Exchange.Accounts;

namespace TradingAgent.Simulation.World;

/// <summary>One account's order rows and executions as the engine's events.</summary>
internal sealed class AccountTranslator
{
    private readonly byte[] _instance;
    private readonly Dictionary<ClientOrderId, (Price Price, Quantity Quantity)> _resting = [];

    public AccountTranslator(string instance) => _instance = Encoding.ASCII.GetBytes(instance);

    /// <summary>The venue's text for an id of ours.</summary>
    public string TextOf(ClientOrderId id)
    {
        Span<byte> text = stackalloc byte[ClientOrderIdText.LengthMax];
        ClientOrderIdText.TryFormat(_instance, id, text, out int written);
        return Encoding.ASCII.GetString(text[..written]);
    }

    /// <summary>Ours, or none for a stranger's order.</summary>
    public ClientOrderId IdOf(string text) =>
        ClientOrderIdText.TryParse(_instance, Encoding.ASCII.GetBytes(text), out ClientOrderId id)
            ? id : ClientOrderId.None;

    /// <summary>False when the row tells the engine nothing new: fills come as executions.</summary>
    public bool TryTranslate(in OrderSnapshot order, out EngineEvent change)
    {
        change = new EngineEvent { Instrument = order.Instrument, VenueTime = order.UpdatedAt };
        ClientOrderId id = IdOf(order.ClientId);
        if (id.IsNone) return false;
        if (order.IsOpen)
        {
            bool known = _resting.TryGetValue(id, out (Price Price, Quantity Quantity) before);
            if (known && before == (order.Price, order.Quantity)) return false;
            _resting[id] = (order.Price, order.Quantity);
            change.Kind = known ? EventKind.OrderAmended : EventKind.OrderAccepted;
            if (known) change.Amended = new OrderAmended(id, order.Price, order.Quantity);
            else change.Accepted = new OrderAccepted(id, order.Price, order.Quantity);
            return true;
        }
        _resting.Remove(id);
        if (order.Status != OrderStatus.Cancelled) return false;
        change.Kind = EventKind.OrderCancelled;
        change.Cancelled = new OrderCancelled(id, order.Filled, order.CancelReason);
        return true;
    }

    public EngineEvent Translate(in ExecutionSnapshot execution, in InstrumentTerms terms)
    {
        var change = new EngineEvent { Instrument = execution.Instrument, VenueTime = execution.Time };
        var id = new ExecutionId(1, (ulong)execution.Id);
        if (execution.Type == ExecutionType.Funding)
        {
            change.Kind = EventKind.FundingPaid;
            change.FundingPaid = new FundingPaid(execution.FeeCurrency, FixedPoint.FromDecimal(-execution.Fee), id);
            return change;
        }
        if (execution.Type == ExecutionType.Delivery && terms.IsOption)
        {
            // The closing side sells a long: the holder receives the payoff; a short pays it.
            decimal cash = execution.Side == Side.Sell ? execution.Value : -execution.Value;
            change.Kind = EventKind.Delivered;
            change.Delivered = new Delivered(
                execution.Price, execution.FeeCurrency, FixedPoint.FromDecimal(cash),
                FixedPoint.FromDecimal(execution.Fee), id);
            return change;
        }
        change.Kind = EventKind.OrderFilled;
        change.Filled = new OrderFilled(
            IdOf(execution.ClientId), id, execution.Price, execution.Quantity, FixedPoint.FromDecimal(execution.Fee),
            Quantity.Zero, execution.Sequence, execution.FeeCurrency, execution.Side, KindOf(execution.Type, terms),
            execution.IsMaker);
        return change;
    }

    /// <summary>Venues call the end of a dated future that is settled in coin a settlement.</summary>
    private static ExecutionKind KindOf(ExecutionType type, in InstrumentTerms terms) => type switch
    {
        ExecutionType.Liquidation => ExecutionKind.Liquidation,
        ExecutionType.Deleverage => ExecutionKind.AutoDeleveraging,
        ExecutionType.Delivery => terms.IsInverse ? ExecutionKind.Settlement : ExecutionKind.Delivery,
        _ => ExecutionKind.Trade,
    };
}

using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Orders;

/// <summary>Stamps commands with their cause, number and deadline and puts them out.</summary>
internal sealed class CommandDesk
{
    private readonly EngineClock _clock;
    private readonly EngineParameters _parameters;
    private EngineOutput? _output;
    private long _cause;

    public CommandDesk(EngineClock clock, EngineParameters parameters)
    {
        _clock = clock;
        _parameters = parameters;
    }

    /// <summary>Commands ever put out.</summary>
    public long Count { get; private set; }

    public void Begin(EngineOutput output, long cause)
    {
        _output = output;
        _cause = cause;
    }

    public void Send(in ClearedOrder order) => _output!.Add(order.Stamped(_cause, ++Count, SendBefore));

    public void Cancel(in OrderSlot order) => Harmless(CommandKind.CancelOrder, order);

    public void Query(in OrderSlot order) => Harmless(CommandKind.QueryOrder, order);

    /// <summary>Asks for a report of everything; its id travels as the counter of an order id without epoch.</summary>
    public void RequestReport(VenueId venue, int reportId) => Put(new EngineCommand
    {
        Kind = CommandKind.RequestReport,
        Venue = venue,
        Order = new ClientOrderId(0, (uint)reportId),
    });

    public void Save(ref SnapshotWriter writer) => writer.Write(Count);

    public void Load(ref SnapshotReader reader) => Count = reader.Read<long>();

    private Timestamp SendBefore => _clock.Now + _parameters.Milliseconds(ParameterId.SendWithin);

    private void Harmless(CommandKind kind, in OrderSlot order) => Put(new EngineCommand
    {
        Kind = kind,
        Venue = order.Venue,
        Side = order.Side,
        Instrument = order.Instrument,
        Order = order.Id,
        Price = order.Price,
        Quantity = order.Quantity,
    });

    private void Put(EngineCommand command)
    {
        command.Cause = _cause;
        command.Number = ++Count;
        // A late cancel or question does no harm, so it may wait longer than an order may.
        command.SendBefore = SendBefore + _parameters.Milliseconds(ParameterId.AnswerWithin);
        _output!.AddHarmless(command);
    }
}

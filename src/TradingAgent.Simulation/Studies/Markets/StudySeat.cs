using TradingAgent.Engine;
using TradingAgent.Engine.Kernel;

namespace TradingAgent.Simulation.Studies.Markets;

/// <summary>
/// The engine of a study behind its one door: events in with sequence and time, commands out into a queue. Every order
/// enters a hash, so that two runs can be told apart by one number.
/// </summary>
internal sealed class StudySeat
{
    private readonly EngineOutput _output;

    public StudySeat(EngineLimits limits)
    {
        Engine = new TradingEngine(limits);
        _output = new EngineOutput(limits);
    }

    public TradingEngine Engine { get; }

    /// <summary>Commands not carried out yet, in order.</summary>
    public Queue<EngineCommand> Commands { get; } = new();

    /// <summary>Over every placement and amend: instrument, side, price, quantity, time.</summary>
    public ulong OrdersHash { get; private set; } = 0xcbf29ce484222325UL;

    public long Placed { get; private set; }

    public long Amended { get; private set; }

    /// <summary>Hears every event before it is applied.</summary>
    public Action<EngineEvent>? OnEvent { get; set; }

    /// <summary>Hears every placement and amend.</summary>
    public Action<EngineCommand>? OnOrder { get; set; }

    public void Apply(EngineEvent change, Timestamp at)
    {
        change.ReceivedAt = at;
        change.Venue = VenueId.Bybit;
        change.Sequence = Engine.LastSequence + 1;
        EventPadding.Clear(ref change);
        OnEvent?.Invoke(change);
        Engine.Apply(change, _output);
        foreach (ref readonly EngineCommand command in _output.Commands)
        {
            Commands.Enqueue(command);
            if (command.Kind is CommandKind.PlaceOrder) Placed++;
            else if (command.Kind is CommandKind.AmendOrder) Amended++;
            else continue;
            OnOrder?.Invoke(command);
            Mix((ulong)at.Nanoseconds);
            Mix(((ulong)command.Instrument.Index << 8) | (byte)command.Side);
            Mix((ulong)command.Price.Raw);
            Mix((ulong)command.Quantity.Raw);
        }
    }

    private void Mix(ulong value)
    {
        unchecked
        {
            OrdersHash = (OrdersHash ^ value) * 0x100000001b3UL;
            OrdersHash ^= OrdersHash >> 31;
        }
    }
}

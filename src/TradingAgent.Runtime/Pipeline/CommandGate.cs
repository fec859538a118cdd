namespace TradingAgent.Runtime.Pipeline;

/// <summary>
/// The last door before the venues, outside the engine. Thread-safe; once killed it never opens again.
/// </summary>
public sealed class CommandGate
{
    private int _state = (int)GateState.Closed;

    public GateState State => (GateState)Volatile.Read(ref _state);

    /// <summary>Sets a state; false, and nothing changes, when the gate was killed.</summary>
    public bool Set(GateState state)
    {
        while (true)
        {
            int current = Volatile.Read(ref _state);
            if (current == (int)GateState.Killed) return state == GateState.Killed;
            if (Interlocked.CompareExchange(ref _state, (int)state, current) == current) return true;
        }
    }

    /// <summary>True when a command of this kind may leave now.</summary>
    public bool Admits(CommandKind kind) => State switch
    {
        GateState.Open => true,
        GateState.AskOnly => kind is not (CommandKind.PlaceOrder or CommandKind.AmendOrder),
        _ => false,
    };
}

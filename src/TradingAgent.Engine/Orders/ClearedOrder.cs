namespace TradingAgent.Engine.Orders;

/// <summary>
/// A placement or amend that the gate let through. There is no other way to make one than to ask the gate, and the
/// output takes placements and amends in no other form.
/// </summary>
internal readonly struct ClearedOrder
{
    private ClearedOrder(in EngineCommand command) => Command = command;

    public EngineCommand Command { get; }

    /// <summary>The same order with its place in the stream of commands.</summary>
    public ClearedOrder Stamped(long cause, long number, Timestamp sendBefore)
    {
        EngineCommand command = Command;
        command.Cause = cause;
        command.Number = number;
        command.SendBefore = sendBefore;
        return new ClearedOrder(command);
    }

    /// <summary>Asks the gate; only a <see cref="Refusal.None"/> makes a cleared order.</summary>
    public static Refusal TryClear(
        PreTradeGate gate, in EngineCommand command, Quantity openNow, out ClearedOrder cleared,
        out GateFigures figures)
    {
        Refusal refusal = gate.Check(command, openNow, out figures);
        cleared = refusal == Refusal.None ? new ClearedOrder(command) : default;
        return refusal;
    }
}

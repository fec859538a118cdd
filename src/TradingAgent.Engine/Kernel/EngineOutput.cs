using TradingAgent.Engine.Orders;

namespace TradingAgent.Engine.Kernel;

/// <summary>What one <c>Apply</c> wants done and has to tell: fixed buffers, reused. Not thread-safe.</summary>
public sealed class EngineOutput
{
    private readonly EngineCommand[] _commands;
    private readonly EngineReport[] _reports;
    private int _commandCount;
    private int _reportCount;

    public EngineOutput(EngineLimits limits)
    {
        _commands = new EngineCommand[limits.CommandsPerEvent];
        _reports = new EngineReport[limits.ReportsPerEvent];
    }

    /// <summary>Commands in the order they must leave.</summary>
    public ReadOnlySpan<EngineCommand> Commands => _commands.AsSpan(0, _commandCount);

    /// <summary>Reports in the order they arose.</summary>
    public ReadOnlySpan<EngineReport> Reports => _reports.AsSpan(0, _reportCount);

    /// <summary>Reports that did not fit since the engine began.</summary>
    public long ReportsDropped { get; private set; }

    /// <summary>True when this Apply recomputed some underlying's Greeks.</summary>
    public bool GreeksUpdated { get; internal set; }

    /// <summary>Empties both buffers; called by the engine at the start of each Apply.</summary>
    internal void Clear()
    {
        _commandCount = 0;
        _reportCount = 0;
        GreeksUpdated = false;
    }

    /// <summary>Adds a placement or amend, which only the gate can clear.</summary>
    internal void Add(in ClearedOrder order) => Append(order.Command);

    /// <summary>Adds a command that cancels or asks, and so cannot add risk.</summary>
    internal void AddHarmless(in EngineCommand command)
    {
        Invariant.That(
            command.Kind is not (CommandKind.PlaceOrder or CommandKind.AmendOrder), "an order left without the gate");
        Append(command);
    }

    internal void Add(in EngineReport report)
    {
        if (_reportCount == _reports.Length) ReportsDropped++;
        else _reports[_reportCount++] = report;
    }

    private void Append(in EngineCommand command)
    {
        Invariant.That(_commandCount < _commands.Length, "more commands than one event may cause");
        _commands[_commandCount++] = command;
    }
}

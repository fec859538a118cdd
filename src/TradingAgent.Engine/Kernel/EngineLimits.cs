namespace TradingAgent.Engine.Kernel;

/// <summary>Every capacity, fixed at start: arrays are sized from it once and «full» has a defined meaning.</summary>
public sealed record EngineLimits
{
    /// <summary>Instruments known at once, ids from 1. More are refused and said.</summary>
    public int Instruments { get; init; } = 2048;

    /// <summary>Orders alive or recently finished. Full: no new orders.</summary>
    public int Orders { get; init; } = 512;

    /// <summary>Legs held in one portfolio.</summary>
    public int Legs { get; init; } = 2048;

    /// <summary>Execution ids remembered for de-duplication.</summary>
    public int Executions { get; init; } = 16_384;

    /// <summary>Commands one event may cause.</summary>
    public int CommandsPerEvent { get; init; } = 1024;

    /// <summary>Reports one event may cause; more are counted and dropped.</summary>
    public int ReportsPerEvent { get; init; } = 1024;
}

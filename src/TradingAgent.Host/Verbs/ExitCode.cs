namespace TradingAgent.Host.Verbs;

/// <summary>What the process says to whoever started it. The numbers are stable; scripts may rely on them.</summary>
internal static class ExitCode
{
    /// <summary>Done, and everything asked for was so.</summary>
    public const int Ok = 0;

    /// <summary>
    /// The work was done and its answer is no: verification differs, the agent is not healthy, a run ended and a
    /// position is not the venue's.
    /// </summary>
    public const int CheckFailed = 1;

    /// <summary>The command line or the configuration is wrong; nothing was started.</summary>
    public const int BadUsage = 2;

    /// <summary>
    /// A file, a port or a venue that is needed cannot be had; or a run ended and not every venue confirmed that no
    /// order is open.
    /// </summary>
    public const int Unavailable = 69;

    /// <summary>
    /// The agent found itself in an impossible state and stopped; its orders were cancelled where a venue answered.
    /// </summary>
    public const int InternalStop = 70;

    /// <summary>A second signal arrived while draining: left after cancelling, or, after a third, at once.</summary>
    public const int LeftAtOnce = 130;

    /// <summary>Every code with its meaning, as the help page prints them.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> All { get; } =
    [
        (Ok, "done"),
        (CheckFailed, "a check failed: verify found a difference, the agent is not healthy, check found a fault"),
        (CheckFailed, "a run ended, its orders are cancelled, and a position is not the venue's"),
        (BadUsage, "bad command line or configuration; nothing was started"),
        (Unavailable, "a file, a port or a venue that is needed cannot be had"),
        (Unavailable, "a run ended and a venue did not confirm the cancelling: orders may still rest there"),
        (InternalStop, "internal stop: a fault of the program; the log says which venues confirmed the cancelling"),
        (LeftAtOnce, "second signal: cancelled and left; after a third, orders may still rest at the venue"),
    ];
}

using System.Runtime.CompilerServices;

namespace TradingAgent.Simulation.Storm.Checkers;

/// <summary>How often each checker judged, and what it found; the moment is set by the world.</summary>
internal sealed class Scoreboard
{
    /// <summary>One more than the largest checker.</summary>
    public const int Checkers = (int)StormChecker.InFlight + 1;

    private const int ViolationsKept = 20;
    private readonly long[] _judged = new long[Checkers];
    private readonly long[] _failed = new long[Checkers];

    public List<StormViolation> Violations { get; } = [];

    public Timestamp Now { get; set; }

    public long Sequence { get; set; }

    public long JudgedBy(StormChecker checker) => _judged[(int)checker];

    public long FailedBy(StormChecker checker) => _failed[(int)checker];

    /// <summary>Counts a judgement, and says what is wrong unless it holds.</summary>
    public void Judge(
        StormChecker checker, bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] FailureText what)
    {
        _judged[(int)checker]++;
        if (!holds) Fail(checker, what.ToString());
    }

    public void Fail(StormChecker checker, string what)
    {
        _failed[(int)checker]++;
        if (Violations.Count < ViolationsKept) Violations.Add(new StormViolation(checker, Now, Sequence, what));
    }
}

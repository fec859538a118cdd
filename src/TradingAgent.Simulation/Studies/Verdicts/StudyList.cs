namespace TradingAgent.Simulation.Studies.Verdicts;

/// <summary>The one list of named studies.</summary>
public static class StudyList
{
    private static readonly (string Name, Func<StudyRequest, CancellationToken, StudyVerdict> Run)[] Studies =
    [
        (VolatilityStudy.Name, VolatilityStudy.Run),
        (HedgingStudy.Name, HedgingStudy.Run),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Studies.Select(study => study.Name)];

    /// <summary>Runs the study of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static StudyVerdict Run(string name, StudyRequest request, CancellationToken ct = default)
    {
        foreach ((string known, Func<StudyRequest, CancellationToken, StudyVerdict> run) in Studies)
            if (known == name) return run(request, ct);
        throw new ArgumentException($"There is no study {name}.", nameof(name));
    }
}

using TradingAgent.Host.Verbs;
using TradingAgent.Runtime.Journal;

namespace TradingAgent.Host.Composition;

/// <summary>
/// Keeps demo journals and real ones apart. The demo's exchange is a new world at each start, so its last journal is
/// put aside; a folder that a real account used is never touched by the demo, nor the other way round.
/// </summary>
internal static class DemoFolder
{
    /// <summary>Marks a folder as the demo's.</summary>
    private const string Mark = "demo";

    private const string Previous = "previous";

    private static readonly string[] Parts = ["journal", "commands", "snapshots", "runs"];

    /// <summary>Makes the folder ready for a new world.</summary>
    /// <exception cref="UsageException">It holds the journal of an account that is not the demo's.</exception>
    public static void PrepareForDemo(string folder)
    {
        DataFolder.Make(folder);
        string mark = Path.Combine(folder, Mark);
        if (HasJournal(folder) && !File.Exists(mark))
        {
            throw new UsageException(
                $"{folder} holds the journal of an account; the demo would mix its own into it. " +
                "Name another folder with --data.");
        }
        File.WriteAllText(mark, "This folder belongs to the demo: each start puts the last journal into previous/.\n");
        PutAside(folder);
    }

    /// <summary>Refuses a folder that the demo uses.</summary>
    /// <exception cref="UsageException">It is the demo's.</exception>
    public static void RefuseDemo(string folder)
    {
        if (IsDemo(folder))
            throw new UsageException($"{folder} belongs to the demo. Name another folder with --data.");
    }

    /// <summary>True when the demo uses it.</summary>
    public static bool IsDemo(string folder) => File.Exists(Path.Combine(folder, Mark));

    private static bool HasJournal(string folder) => Directory.Exists(Path.Combine(folder, "journal"));

    private static void PutAside(string folder)
    {
        if (!HasJournal(folder)) return;
        string previous = Path.Combine(folder, Previous);
        if (Directory.Exists(previous)) Directory.Delete(previous, recursive: true);
        Directory.CreateDirectory(previous);
        foreach (string part in Parts)
        {
            string from = Path.Combine(folder, part);
            if (Directory.Exists(from)) Directory.Move(from, Path.Combine(previous, part));
        }
    }
}

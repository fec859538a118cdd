using System.Diagnostics;
using System.Globalization;
using TradingAgent.Fuzzing;

const string Usage =
    """
    Feeds mutated frames and answers to every decoder of every venue.

    Usage
      fuzzing [--inputs N] [--seed N] [--target NAME]

    Options
      --inputs N     frames over all targets (10000000)
      --seed N       other mutations (1)
      --target NAME  this one alone; a wrong name lists them

    Exit code 0 when all were survived, 1 when one was not: it is printed.
    """;
string[] options = ["--inputs", "--seed", "--target"];
if (args.Length % 2 != 0 || args.Where((_, i) => i % 2 == 0).Any(option => !options.Contains(option)))
{
    Console.Error.WriteLine(Usage);
    return 2;
}
long inputs = Whole("--inputs", 10_000_000);
ulong seed = (ulong)Whole("--seed", 1);
string? wanted = Text("--target");
FuzzTarget[] targets = [.. TargetList.All.Where(t => wanted is null || t.Name == wanted)];
if (targets.Length == 0)
{
    Console.Error.WriteLine("Targets: " + string.Join(", ", TargetList.All.Select(t => t.Name)));
    return 2;
}
long each = (inputs + targets.Length - 1) / targets.Length;
long began = Stopwatch.GetTimestamp();
FuzzRun[] runs = [.. targets.Select((target, i) => new FuzzRun(target, seed + (ulong)i))];
FuzzFinding? finding = null;
using var watchdog = new Timer(_ => LookForHangs(), null, FuzzRun.HangsAfter, FuzzRun.HangsAfter);
foreach (FuzzRun run in runs)
{
    finding ??= run.Run(each);
}
double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
for (int i = 0; i < runs.Length; i++)
{
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{targets[i].Name,-30} {runs[i].Frames,10} frames {runs[i].Events,12} events {runs[i].Novelties,6} new ways"));
}
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{runs.Sum(r => r.Frames)} frames in {seconds:0.0} s, seed {seed}: {(finding is null ? "survived" : "FOUND")}"));
if (finding is not null) Console.WriteLine(finding);
return finding is null ? 0 : 1;

void LookForHangs()
{
    foreach (FuzzRun run in runs)
    {
        if (run.Hanging is not { } frame) continue;
        Console.WriteLine($"HANGS at base64 {Convert.ToBase64String(frame)}");
        Environment.Exit(1);
    }
}

string? Text(string option)
{
    int at = Array.IndexOf(args, option);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}

long Whole(string option, long otherwise)
{
    if (Text(option) is not { } text) return otherwise;
    if (long.TryParse(text, CultureInfo.InvariantCulture, out long value) && value > 0) return value;
    Console.Error.WriteLine($"{option}: «{text}» is not a whole number above 0.");
    Environment.Exit(2);
    return 0;
}

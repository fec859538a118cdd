using System.Diagnostics;
using System.Globalization;
using TradingAgent.Fuzzing;

// fuzzing [--inputs N] [--seed N] [--target NAME]: exit code 0 when every frame was survived, 1 when one was not.
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
        $"{targets[i].Name,-23} {runs[i].Frames,10} frames {runs[i].Events,12} events {runs[i].Novelties,6} new ways"));
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

long Whole(string option, long otherwise) =>
    long.TryParse(Text(option), CultureInfo.InvariantCulture, out long value) ? value : otherwise;

using System.Runtime.Intrinsics.X86;
using System.Text.Json;

namespace TradingAgent.Runtime.Journal;

/// <summary>What one run was: enough to tell why a replay elsewhere may differ. No secrets, no account.</summary>
public sealed record RunManifest
{
    private const string Extension = ".json";
    private static readonly JsonSerializerOptions Style = new() { WriteIndented = true };

    public required uint Epoch { get; init; }

    public required string Instance { get; init; }

    public required string Build { get; init; }

    public required string Runtime { get; init; }

    public required string OperatingSystem { get; init; }

    public required string Processor { get; init; }

    /// <summary>Digest of the configuration.</summary>
    public required string ConfigDigest { get; init; }

    public required string StartedAt { get; init; }

    /// <summary>First event of the run.</summary>
    public required long FirstSequence { get; init; }

    public static RunManifest OfThisProcess(
        uint epoch, string instance, ulong configDigest, Timestamp startedAt, long firstSequence) => new()
        {
            Epoch = epoch,
            Instance = instance,
            Build = BuildId.CurrentText,
            Runtime = RuntimeInformation.FrameworkDescription,
            OperatingSystem = RuntimeInformation.OSDescription,
            Processor = ProcessorName(),
            ConfigDigest = $"{configDigest:x16}",
            StartedAt = startedAt.ToString(),
            FirstSequence = firstSequence,
        };

    /// <summary>As it is written into the journal; cut to nothing if it were longer than a record may be.</summary>
    public byte[] ToRecord()
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(this);
        return json.Length <= SegmentFormat.PayloadMax ? json : [];
    }

    public void Write(DataFolder folder) =>
        File.WriteAllText(
            Path.Combine(folder.Runs, SegmentFormat.FileName(Epoch, Extension)), JsonSerializer.Serialize(this, Style));

    /// <summary>All manifests of a folder, oldest first; one that cannot be read is left out.</summary>
    public static List<RunManifest> ReadAll(DataFolder folder)
    {
        List<RunManifest> found = [];
        foreach ((long _, string path) in SegmentFormat.List(folder.Runs, Extension))
        {
            try
            {
                RunManifest? manifest = JsonSerializer.Deserialize<RunManifest>(File.ReadAllText(path));
                if (manifest is not null) found.Add(manifest);
            }
            catch (JsonException)
            {
                // A crash may have left it half written; the journal itself carries what replay needs.
            }
        }
        return found;
    }

    /// <summary>What differs between the machine of that run and this one, in words; empty when nothing does.</summary>
    public IEnumerable<string> DifferencesFromHere()
    {
        (string What, string Then, string Now)[] pairs =
        [
            ("build", Build, BuildId.CurrentText),
            ("runtime", Runtime, RuntimeInformation.FrameworkDescription),
            ("operating system", OperatingSystem, RuntimeInformation.OSDescription),
            ("processor", Processor, ProcessorName()),
        ];
        foreach ((string what, string then, string now) in pairs)
            if (then != now) yield return $"Run {Epoch} was recorded with {what} «{then}»; this is «{now}».";
    }

    private static string ProcessorName() =>
        $"{RuntimeInformation.ProcessArchitecture}{(X86Base.IsSupported && Fma.IsSupported ? " with FMA" : "")}";
}

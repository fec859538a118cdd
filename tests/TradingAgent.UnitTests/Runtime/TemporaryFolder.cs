using TradingAgent.Runtime.Journal;

namespace TradingAgent.UnitTests.Runtime;

/// <summary>A folder that is gone when the test is over.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("trading-agent-test-").FullName;

    public DataFolder Open() => DataFolder.Open(Root, freeBytesMin: 0);

    public DataFolder Read() => DataFolder.ForReading(Root);

    /// <summary>The files of one of its parts, oldest first.</summary>
    public string[] Files(string part) => [.. Directory.GetFiles(Path.Combine(Root, part)).Order()];

    public void CopyTo(TemporaryFolder other)
    {
        foreach (string file in Directory.GetFiles(Root, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(other.Root, Path.GetRelativePath(Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

using TradingAgent.Host.Composition;
using TradingAgent.Host.Verbs;
using Xunit;

namespace TradingAgent.UnitTests.Host.Composition;

public sealed class DemoFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("trading-agent-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Each_demo_starts_a_new_journal_and_keeps_the_last_one()
    {
        DemoFolder.PrepareForDemo(_folder);
        Record("first");
        DemoFolder.PrepareForDemo(_folder);
        Assert.False(Directory.Exists(Path.Combine(_folder, "journal")));
        Record("second");
        DemoFolder.PrepareForDemo(_folder);
        Assert.Equal("second", File.ReadAllText(Path.Combine(_folder, "previous", "journal", "segment")));
    }

    [Fact]
    public void The_demo_never_touches_the_journal_of_an_account()
    {
        Record("real");
        Assert.Throws<UsageException>(() => DemoFolder.PrepareForDemo(_folder));
        Assert.True(File.Exists(Path.Combine(_folder, "journal", "segment")));
    }

    [Fact]
    public void An_account_never_uses_the_folder_of_the_demo()
    {
        DemoFolder.RefuseDemo(_folder);
        DemoFolder.PrepareForDemo(_folder);
        Assert.Throws<UsageException>(() => DemoFolder.RefuseDemo(_folder));
    }

    private void Record(string text)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "journal"));
        File.WriteAllText(Path.Combine(_folder, "journal", "segment"), text);
    }
}

using System.Text;
using Xunit;

namespace TradingAgent.UnitTests.Venues;

public sealed class FrameQuarantineTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "quarantine-" + Path.GetRandomFileName());

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, true);
    }

    [Fact]
    public void A_frame_is_kept_with_its_reason_and_without_secrets()
    {
        var quarantine = new FrameQuarantine(_folder, secrets: [new ApiSecret("topsecret")]);
        byte[] frame = Encoding.ASCII.GetBytes("{\"k\":\"topsecret\"}");
        quarantine.Add("venue x", "not a number", frame, new Timestamp(5_000_000));
        string text = File.ReadAllText(Assert.Single(Directory.GetFiles(_folder)));
        Assert.StartsWith("venue x: not a number", text, StringComparison.Ordinal);
        Assert.Contains("{\"k\":\"***\"}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_and_bytes_are_bounded_and_everything_is_counted()
    {
        var quarantine = new FrameQuarantine(_folder, filesMax: 3, bytesMax: 10);
        for (int i = 0; i < 8; i++) quarantine.Add("s", "r", new byte[1000], new Timestamp(i));
        Assert.Equal(8, quarantine.Count);
        string[] files = Directory.GetFiles(_folder);
        Assert.Equal(3, files.Length);
        Assert.All(files, f => Assert.True(new FileInfo(f).Length < 100));
    }
}

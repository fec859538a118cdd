using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.Host.Control;
using TradingAgent.Host.Verbs;
using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Safety;
using TradingAgent.UnitTests.Host.Verbs;
using TradingAgent.UnitTests.Runtime;
using Xunit;

namespace TradingAgent.UnitTests.Host.Control;

/// <summary>The socket itself: who may open it, and what it makes of nonsense.</summary>
public sealed class ControlServerTests
{
    private static ControlReply Echo(ControlRequest request) => new()
    {
        Exit = ExitCode.Ok,
        Lines = [$"{request.Verb} {request.Name} by {request.Who} because {request.Why}"],
    };

    private static ControlServer Start(string folder) => ControlServer.TryStart(
        folder, request => Task.FromResult(Echo(request)), NullLogger.Instance)!;

    [Fact]
    public async Task A_question_is_answered_with_the_asker_as_the_system_knows_him()
    {
        using TemporaryFolder folder = new();
        await using ControlServer server = Start(folder.Root);
        var request = new ControlRequest { Verb = "resume", Name = "DayLoss", Who = "eve", Why = "looked at it" };
        ControlReply? reply = await ControlSocket.AskAsync(folder.Root, request);
        string user = PeerUser.Own() is { } own ? $"eve/{own}" : "eve";
        Assert.Equal($"resume DayLoss by {user} because looked at it", reply!.Lines[0]);
    }

    [Fact]
    public async Task Words_that_would_make_lines_of_their_own_are_made_plain_where_they_enter()
    {
        using TemporaryFolder folder = new();
        await using ControlServer server = Start(folder.Root);
        var request = new ControlRequest
        {
            Verb = "halt",
            Name = "a\tb",
            Who = "eve",
            Why = "x\r\n12:00 INF All is well\u001b[2J\u2028\u202eé😀",
        };
        ControlReply? reply = await ControlSocket.AskAsync(folder.Root, request);
        Assert.StartsWith("halt a\\u{9}b by eve", reply!.Lines[0], StringComparison.Ordinal);
        Assert.EndsWith(
            "because x\\u{d}\\u{a}12:00 INF All is well\\u{1b}[2J\\u{2028}\\u{202e}é😀", reply.Lines[0],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_owner_may_open_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such permissions");
        if (OperatingSystem.IsWindows()) return;
        using TemporaryFolder folder = new();
        await using ControlServer server = Start(folder.Root);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(ControlSocket.PathOf(folder.Root)));
    }

    [Theory]
    [InlineData("nonsense\n")]
    [InlineData("{}\n")]
    [InlineData("null\n")]
    public async Task Nonsense_is_refused_and_the_next_question_answered(string line)
    {
        using TemporaryFolder folder = new();
        await using ControlServer server = Start(folder.Root);
        Assert.Contains("\"Exit\":2", await RawAsync(folder.Root, line), StringComparison.Ordinal);
        Assert.NotNull(await ControlSocket.AskAsync(folder.Root, new ControlRequest { Verb = "status" }));
    }

    [Fact]
    public async Task A_line_without_end_is_refused()
    {
        using TemporaryFolder folder = new();
        await using ControlServer server = Start(folder.Root);
        string answer = await RawAsync(folder.Root, new string('x', ControlRequest.BytesMax));
        Assert.Contains("\"Exit\":2", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_that_a_dead_agent_left_is_taken_over_and_the_last_one_removes_it()
    {
        using TemporaryFolder folder = new();
        string path = ControlSocket.PathOf(folder.Root);
        File.WriteAllText(path, "");
        await using (Start(folder.Root))
            Assert.NotNull(await ControlSocket.AskAsync(folder.Root, new ControlRequest { Verb = "status" }));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task Where_no_agent_answers_the_verb_says_so()
    {
        using TemporaryFolder folder = new();
        var console = new RecordingConsole();
        int exit = await CommandLine.RunAsync(VerbList.All, ["status", "--data", folder.Root], console);
        Assert.Equal(ExitCode.Unavailable, exit);
        Assert.Contains("No agent answers", console.Complaints[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Why_no_agent_answers_is_said_as_far_as_it_shows()
    {
        using TemporaryFolder folder = new();
        string file = Path.Combine(folder.Root, "file");
        File.WriteAllText(file, "");
        Assert.Contains("is a file", NoAnswer.Describe(file, null));
        Assert.Contains("There is no folder", NoAnswer.Describe(Path.Combine(folder.Root, "nowhere"), null));
        Assert.Contains(
            "permission denied",
            NoAnswer.Describe(folder.Root, new SocketException((int)SocketError.AccessDenied)));
        Assert.EndsWith($"No agent answers in {folder.Root}.", NoAnswer.Describe(folder.Root, null));
        File.WriteAllBytes(
            Path.Combine(folder.Root, HeartbeatMark.FileName),
            new HeartbeatMark(1, HeartbeatState.Trading, 7, 100).ToBytes());
        using (folder.Open())
        {
            string words = NoAnswer.Describe(folder.Root, new OperationCanceledException());
            Assert.Contains("a process holds the folder (run 7, Trading, event 100", words);
        }
    }

    private static async Task<string> RawAsync(string folder, string text)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(ControlSocket.PathOf(folder)));
        await socket.SendAsync(Encoding.UTF8.GetBytes(text));
        byte[] answer = new byte[4096];
        int read = await socket.ReceiveAsync(answer);
        return Encoding.UTF8.GetString(answer, 0, read);
    }
}

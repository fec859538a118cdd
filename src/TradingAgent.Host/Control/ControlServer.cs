using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using TradingAgent.Host.Verbs;

namespace TradingAgent.Host.Control;

/// <summary>
/// Answers operators on a Unix socket in the data folder. Only the agent's own user may open it: the file says so, and
/// where the system tells who is at the other end, that is checked too. Nothing listens on a network for this.
/// </summary>
internal sealed partial class ControlServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly string _path;
    private readonly Func<ControlRequest, Task<ControlReply>> _answer;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _ending = new();
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly uint? _own = PeerUser.Own();
    private readonly Task _accepting;

    private ControlServer(string path, Func<ControlRequest, Task<ControlReply>> answer, ILogger log)
    {
        (_path, _answer, _log) = (path, answer, log);
        // The data folder is held by this process alone, so that a socket found in it is a dead one's.
        File.Delete(path);
        _socket.Bind(new UnixDomainSocketEndPoint(path));
        // Before anybody can connect: a socket that does not listen yet refuses.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _socket.Listen(8);
        _accepting = AcceptAsync();
    }

    /// <summary>Listens in the folder; null, with a line logged, when that cannot be done.</summary>
    public static ControlServer? TryStart(
        string folder, Func<ControlRequest, Task<ControlReply>> answer, ILogger log)
    {
        try
        {
            string path = ControlSocket.PathOf(folder);
            var server = new ControlServer(path, answer, log);
            LogListening(log, path);
            return server;
        }
        catch (Exception error) when (error is IOException or SocketException or UnauthorizedAccessException)
        {
            LogUnavailable(log, error.Message);
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _socket.Dispose();
        await _accepting;
        File.Delete(_path);
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await _socket.AcceptAsync(_ending.Token));
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException error)
            {
                LogFailed(_log, error.Message);
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using Socket connection = socket;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        deadline.CancelAfter(Patience);
        try
        {
            ControlReply reply = await ReplyAsync(connection, deadline);
            deadline.CancelAfter(Patience);
            byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(reply), (byte)'\n'];
            await connection.SendAsync(line, deadline.Token);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            LogFailed(_log, error.Message);
        }
    }

    /// <summary>Who asks must come to the point; how long an answer takes is the desk's to bound.</summary>
    private async Task<ControlReply> ReplyAsync(Socket connection, CancellationTokenSource deadline)
    {
        uint? user = PeerUser.Of(connection);
        if (user is not (null or 0) && user != _own)
            return ControlReply.Refused(ExitCode.CheckFailed, "You are not the user that the agent runs as.");
        try
        {
            string asked = await ReadLineAsync(connection, deadline.Token);
            deadline.CancelAfter(Timeout.InfiniteTimeSpan);
            ControlRequest request = JsonSerializer.Deserialize<ControlRequest>(asked)
                ?? throw new JsonException("nothing was asked");
            string who = user is null ? request.Who : $"{request.Who}/{user}";
            return await _answer(OperatorWords.Plain(request with { Who = who }));
        }
        catch (Exception error) when (error is JsonException or UsageException)
        {
            return ControlReply.Refused(ExitCode.BadUsage, error.Message);
        }
        catch (Exception error) when (error is not (OperationCanceledException or SocketException))
        {
            LogFailed(_log, error.Message);
            return ControlReply.Refused(ExitCode.InternalStop, error.Message);
        }
    }

    private static async Task<string> ReadLineAsync(Socket connection, CancellationToken ct)
    {
        byte[] buffer = new byte[ControlRequest.BytesMax];
        int filled = 0;
        while (filled < buffer.Length)
        {
            int read = await connection.ReceiveAsync(buffer.AsMemory(filled), ct);
            if (read == 0) break;
            filled += read;
            int end = buffer.AsSpan(0, filled).IndexOf((byte)'\n');
            if (end >= 0) return Encoding.UTF8.GetString(buffer, 0, end);
        }
        throw new JsonException("a request is one line of JSON, and not a long one");
    }

    [LoggerMessage(Observability.LogEvents.ControlListening, LogLevel.Information,
        "Control  operators are answered at {Path}")]
    private static partial void LogListening(ILogger log, string path);

    [LoggerMessage(Observability.LogEvents.ControlUnavailable, LogLevel.Error,
        "Control  operators cannot be answered: {Reason}")]
    private static partial void LogUnavailable(ILogger log, string reason);

    [LoggerMessage(Observability.LogEvents.ControlFailed, LogLevel.Warning,
        "Control  a request was not answered: {Reason}")]
    private static partial void LogFailed(ILogger log, string reason);
}

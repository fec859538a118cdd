using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace TradingAgent.Host.Control;

/// <summary>Where the control socket is, and how one question is asked of it.</summary>
internal static class ControlSocket
{
    private const string Name = "control.sock";

    /// <summary>Longest path the system takes for a socket, in bytes, its end mark included.</summary>
    private const int PathMax = 108;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The socket of a data folder: its whole path, or the one from here where that is too long.</summary>
    /// <exception cref="IOException">Both are too long.</exception>
    public static string PathOf(string folder)
    {
        string whole = Path.Combine(Path.GetFullPath(folder), Name);
        string fromHere = Path.GetRelativePath(Environment.CurrentDirectory, whole);
        foreach (string path in new[] { whole, fromHere })
            if (Encoding.UTF8.GetByteCount(path) < PathMax) return path;
        throw new IOException($"The path {whole} is too long for a socket; use a data folder with a shorter path.");
    }

    /// <summary>Asks the agent of a data folder; null when none answers within ten seconds, or the time
    /// given.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="patience">Null: ten seconds.</param>
    /// <param name="onFailed">Told why none answers.</param>
    public static async Task<ControlReply?> AskAsync(
        string folder, ControlRequest request, TimeSpan? patience = null, Action<Exception>? onFailed = null)
    {
        using var deadline = new CancellationTokenSource(patience ?? Patience);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(PathOf(folder)), deadline.Token);
            await using var stream = new NetworkStream(socket);
            byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(request), (byte)'\n'];
            await stream.WriteAsync(line, deadline.Token);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            string? answer = await reader.ReadLineAsync(deadline.Token);
            return answer is null ? null : JsonSerializer.Deserialize<ControlReply>(answer);
        }
        catch (Exception error) when (error is SocketException or IOException or OperationCanceledException)
        {
            onFailed?.Invoke(error);
            return null;
        }
    }
}

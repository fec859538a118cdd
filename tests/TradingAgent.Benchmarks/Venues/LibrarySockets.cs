using CryptoExchange.Net.Objects.Sockets;
using CryptoExchange.Net.Sockets.Default;
using CryptoExchange.Net.Sockets.Default.Interfaces;
using CryptoExchange.Net.Sockets.HighPerf.Interfaces;
using CryptoExchange.Net.Testing.Implementations;
using Microsoft.Extensions.Logging;

namespace TradingAgent.Benchmarks.Venues;

/// <summary>The library's test sockets instead of real ones; whatever it asks for is granted a moment later.</summary>
/// <param name="grant">The answer to a frame that went to an address, null where it wants none.</param>
internal sealed class LibrarySockets(Func<Uri, string, string?> grant) : IWebsocketFactory
{
    private readonly List<TestSocket> _sockets = [];

    /// <summary>Hands a frame over as the first socket that fits would.</summary>
    public void Receive(Func<Uri, bool> fits, string frame) => _sockets.First(s => fits(s.Uri)).InvokeMessage(frame);

    public IWebsocket CreateWebsocket(ILogger logger, SocketConnection connection, WebSocketParameters parameters)
    {
        var socket = new TestSocket(parameters.Uri.ToString()) { Connection = connection };
        socket.OnMessageSend += text =>
        {
            if (grant(socket.Uri, text) is { } granted) _ = Task.Run(() => socket.InvokeMessage(granted));
        };
        _sockets.Add(socket);
        return socket;
    }

    public IHighPerfWebsocket CreateHighPerfWebsocket(
        ILogger logger, WebSocketParameters parameters, System.IO.Pipelines.PipeWriter pipeWriter) =>
        throw new NotSupportedException("No subscription of ours uses it.");
}

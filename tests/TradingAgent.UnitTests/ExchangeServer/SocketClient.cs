using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace TradingAgent.UnitTests.ExchangeServer;

/// <summary>The plainest websocket client: send text, read frames until one fits.</summary>
internal sealed class SocketClient(ClientWebSocket socket) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly byte[] _buffer = new byte[256 * 1024];

    public WebSocketState State => socket.State;

    public Task SendAsync(string text) => socket.SendAsync(
        Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

    /// <summary>The next frame as text; null when the server has closed or cut the connection.</summary>
    public async Task<string?> ReadTextAsync()
    {
        using CancellationTokenSource deadline = new(Patience);
        int length = 0;
        try
        {
            while (true)
            {
                WebSocketReceiveResult part = await socket.ReceiveAsync(
                    new ArraySegment<byte>(_buffer, length, _buffer.Length - length), deadline.Token);
                if (part.MessageType == WebSocketMessageType.Close) return null;
                length += part.Count;
                if (part.EndOfMessage) return Encoding.UTF8.GetString(_buffer, 0, length);
            }
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    public async Task<JsonElement> ReadAsync()
    {
        string text = await ReadTextAsync() ?? throw new InvalidOperationException("The server closed the connection.");
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    /// <summary>Reads frames until one fits; the deadline counts for each frame.</summary>
    public async Task<JsonElement> ReadUntilAsync(Func<JsonElement, bool> fits)
    {
        while (true)
        {
            JsonElement frame = await ReadAsync();
            if (fits(frame)) return frame;
        }
    }

    /// <summary>Reads until a frame of the topic has a row that fits, and returns the row.</summary>
    public async Task<JsonElement> ReadRowAsync(string topic, Func<JsonElement, bool> fits)
    {
        while (true)
        {
            JsonElement frame = await ReadUntilAsync(
                frame => frame.TryGetProperty("topic", out JsonElement name) && name.GetString() == topic);
            foreach (JsonElement row in frame.GetProperty("data").EnumerateArray())
                if (fits(row)) return row;
        }
    }

    public void Dispose() => socket.Dispose();
}

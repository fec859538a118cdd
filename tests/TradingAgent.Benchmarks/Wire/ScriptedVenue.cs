using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace TradingAgent.Benchmarks.Wire;

/// <summary>
/// As much of Bybit v5 as the agent needs to trade, scripted: it lists, lets subscribe, takes every order and never
/// fills one. Each connection has a thread; market frames are sent by whoever keeps the schedule.
/// </summary>
internal sealed class ScriptedVenue : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, WireConnection> _topics = new();
    private readonly List<WireConnection> _connections = [];
    private readonly ScriptedAnswers _answers;
    private readonly ScriptedOrders _orders;

    public ScriptedVenue(ScriptedMarket market, ScriptedOrders orders, int positions)
    {
        _orders = orders;
        _answers = new ScriptedAnswers(market, positions);
        _listener.Start();
        Start("accept", Accept);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Topics asked for so far.</summary>
    public int Topics => _topics.Count;

    /// <summary>Sends a frame to whoever subscribed its topic; false when nobody did.</summary>
    public bool TrySend(string topic, ReadOnlySpan<byte> frame) =>
        _topics.TryGetValue(topic, out WireConnection? connection) && connection.TrySend(frame);

    /// <summary>Sends a frame to whoever subscribed its topic; when it left, or 0 when that is not known.</summary>
    public long SendStamped(string topic, ReadOnlySpan<byte> frame) =>
        _topics.TryGetValue(topic, out WireConnection? connection) ? connection.SendStamped(frame) : 0;

    public void Dispose()
    {
        _listener.Stop();
        lock (_connections)
            foreach (WireConnection connection in _connections) connection.Dispose();
    }

    private static void Start(string name, Action run) =>
        new Thread(() => run()) { IsBackground = true, Name = name }.Start();

    private void Accept()
    {
        try
        {
            while (true)
            {
                var connection = new WireConnection(_listener.AcceptSocket());
                lock (_connections) _connections.Add(connection);
                Start("connection", () => Serve(connection));
            }
        }
        catch (SocketException)
        {
            // The listener was stopped.
        }
    }

    private void Serve(WireConnection connection)
    {
        try
        {
            while (connection.ReadRequest() is { } request)
            {
                string[] words = request.Line.Split(' ');
                string path = words[1].Split('?')[0];
                if (connection.TryUpgrade(request.Head))
                {
                    Converse(connection, path);
                    return;
                }
                connection.Answer(_answers.Of(path, words[1]));
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The run is over.
        }
    }

    private void Converse(WireConnection connection, string path)
    {
        bool isTrade = path.EndsWith("/trade", StringComparison.Ordinal);
        if (path.EndsWith("/private", StringComparison.Ordinal)) _orders.Private = connection;
        while (true)
        {
            ReadOnlySpan<byte> message = connection.ReadMessage();
            if (message.IsEmpty) return;
            long readAt = LinuxSocket.Now;
            using JsonDocument document = JsonDocument.Parse(message.ToArray());
            JsonElement root = document.RootElement;
            string op = root.GetProperty("op").GetString()!;
            if (isTrade) _orders.Take(connection, root, op, readAt, connection.ArrivedAt);
            else Control(connection, root, op);
        }
    }

    private void Control(WireConnection connection, JsonElement root, string op)
    {
        string id = root.TryGetProperty("req_id", out JsonElement given) ? given.GetString()! : "";
        if (op == "subscribe")
            foreach (JsonElement topic in root.GetProperty("args").EnumerateArray())
                _topics[topic.GetString()!] = connection;
        string text = $$"""{"success":true,"ret_msg":"","conn_id":"c","req_id":"{{id}}","op":"{{op}}"}""";
        connection.TrySend(Encoding.ASCII.GetBytes(text));
    }
}

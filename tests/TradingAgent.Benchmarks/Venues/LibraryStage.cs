using System.Text.Json;
using CryptoExchange.Net.Objects.Sockets;
using CryptoExchange.Net.Sockets.Default;
using CryptoExchange.Net.Sockets.Default.Interfaces;
using CryptoExchange.Net.Sockets.HighPerf.Interfaces;
using CryptoExchange.Net.Testing.Implementations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.Venues.CryptoExchangeNet;
using TradingAgent.Venues.CryptoExchangeNet.Bybit;
using TradingAgent.Venues.CryptoExchangeNet.Market;
using TradingAgent.Venues.CryptoExchangeNet.Streams;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Benchmarks.Venues;

/// <summary>
/// The optional adapter over the library's own test socket: frames go in where its socket would hand them over, events
/// come out where the engine's would.
/// </summary>
internal sealed class LibraryStage : IWebsocketFactory
{
    private readonly BybitClients _clients;
    private readonly List<TestSocket> _sockets = [];
    private readonly IReadOnlyList<(VenueStream Stream, Topic Topic)> _topics;

    public LibraryStage(BlackHole hole)
    {
        var options = new LibraryOptions
        {
            Hosts = new LibraryHosts("http://127.0.0.1:1", "ws://127.0.0.1:1", "ws://127.0.0.1:1", null),
            Instance = "b1",
        };
        _clients = new BybitClients(options, NullLoggerFactory.Instance);
        _clients.Market.V5LinearApi.SocketFactory = this;
        _clients.Market.V5OptionsApi.SocketFactory = this;
        InstrumentTable table = BybitStage.Instruments();
        var clock = new VenueClock(new SteadyClock(TimeProvider.System));
        AccountDesk desk = BybitStage.Desk(hole);
        var outcomes = new CommandEvents(VenueId.Bybit, hole);
        var session = new LibrarySession
        {
            Options = options,
            Instruments = table,
            Events = hole,
            Clock = clock,
            Desk = desk,
            Markets = new MarketDesk(VenueId.Bybit, clock, hole, new CurrencyRates(VenueId.Bybit, hole)),
            Outcomes = outcomes,
            Lanes = new CommandLanes(
                clock, desk, outcomes, TimeSpan.FromSeconds(5), () => (_, _, _) => Task.CompletedTask),
            TradeRoad = _ => { },
            Logger = NullLogger.Instance,
        };
        InstrumentId[] both = [BybitStage.Perpetual, BybitStage.Option];
        _topics = [.. new BybitMarkets(_clients.Market, session)
            .Topics(new VenueSubscriptions(both, both, both, false), Timestamp.None)];
    }

    public async Task OpenAsync()
    {
        foreach ((VenueStream _, Topic topic) in _topics)
            if (await topic.SubscribeAsync(CancellationToken.None) is { } error)
                throw new InvalidOperationException($"{topic.Name}: {error}");
    }

    /// <summary>Hands a frame over as its socket would.</summary>
    public void Receive(bool isOption, string frame) =>
        _sockets.First(s => s.Uri.AbsolutePath.EndsWith("option", StringComparison.Ordinal) == isOption)
            .InvokeMessage(frame);

    public IWebsocket CreateWebsocket(ILogger logger, SocketConnection connection, WebSocketParameters parameters)
    {
        var socket = new TestSocket(parameters.Uri.ToString()) { Connection = connection };
        socket.OnMessageSend += text => Answer(socket, text);
        _sockets.Add(socket);
        return socket;
    }

    public IHighPerfWebsocket CreateHighPerfWebsocket(
        ILogger logger, WebSocketParameters parameters, System.IO.Pipelines.PipeWriter pipeWriter) =>
        throw new NotSupportedException("No subscription of ours uses it.");

    /// <summary>Grants every subscription, as the venue would a moment later.</summary>
    private static void Answer(TestSocket socket, string text)
    {
        using JsonDocument asked = JsonDocument.Parse(text);
        if (!asked.RootElement.TryGetProperty("args", out JsonElement topics)) return;
        string granted = socket.Uri.AbsolutePath.EndsWith("option", StringComparison.Ordinal)
            ? "{\"success\":true,\"conn_id\":\"c\",\"data\":{\"failTopics\":[],\"successTopics\":"
                + $"{topics.GetRawText()}}},\"type\":\"COMMAND_RESP\"}}"
            : "{\"success\":true,\"ret_msg\":\"\",\"conn_id\":\"c\",\"req_id\":\""
                + $"{asked.RootElement.GetProperty("req_id")}\",\"op\":\"subscribe\"}}";
        _ = Task.Run(() => socket.InvokeMessage(granted));
    }
}

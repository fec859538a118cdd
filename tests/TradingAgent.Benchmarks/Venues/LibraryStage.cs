using System.Text.Json;
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
internal sealed class LibraryStage
{
    private readonly LibrarySockets _sockets = new(Grant);
    private readonly IReadOnlyList<(VenueStream Stream, Topic Topic)> _topics;

    public LibraryStage(BlackHole hole)
    {
        var clients = new BybitClients(Options, NullLoggerFactory.Instance);
        clients.Market.V5LinearApi.SocketFactory = _sockets;
        clients.Market.V5OptionsApi.SocketFactory = _sockets;
        LibrarySession session = Session(VenueId.Bybit, BybitStage.Instruments(), Options, hole);
        InstrumentId[] both = [BybitStage.Perpetual, BybitStage.Option];
        _topics = [.. new BybitMarkets(clients.Market, session)
            .Topics(new VenueSubscriptions(both, both, both, false), Timestamp.None)];
    }

    /// <summary>Of a venue at an address where nobody is.</summary>
    public static LibraryOptions Options { get; } = new()
    {
        Hosts = new LibraryHosts("http://127.0.0.1:1", "ws://127.0.0.1:1", "ws://127.0.0.1:1", null),
        Instance = "b1",
    };

    /// <summary>What an exchange of the family is given for one run.</summary>
    public static LibrarySession Session(
        VenueId venue, InstrumentTable instruments, LibraryOptions options, BlackHole hole)
    {
        var clock = new VenueClock(new SteadyClock(TimeProvider.System));
        AccountDesk desk = BybitStage.Desk(hole);
        var outcomes = new CommandEvents(venue, hole);
        return new LibrarySession
        {
            Options = options,
            Instruments = instruments,
            Events = hole,
            Clock = clock,
            Desk = desk,
            Markets = new MarketDesk(venue, clock, hole, new CurrencyRates(venue, hole)),
            Outcomes = outcomes,
            Lanes = new CommandLanes(
                clock, desk, outcomes, TimeSpan.FromSeconds(5), () => (_, _, _) => Task.CompletedTask,
                NullLogger.Instance),
            TradeRoad = _ => { },
            Logger = NullLogger.Instance,
        };
    }

    public async Task OpenAsync()
    {
        foreach ((VenueStream _, Topic topic) in _topics)
            if (await topic.SubscribeAsync(CancellationToken.None) is { } error)
                throw new InvalidOperationException($"{topic.Name}: {error}");
    }

    /// <summary>Hands a frame over as its socket would.</summary>
    public void Receive(bool isOption, string frame) => _sockets.Receive(uri => IsOption(uri) == isOption, frame);

    private static bool IsOption(Uri uri) => uri.AbsolutePath.EndsWith("option", StringComparison.Ordinal);

    private static string? Grant(Uri to, string text)
    {
        using JsonDocument asked = JsonDocument.Parse(text);
        if (!asked.RootElement.TryGetProperty("args", out JsonElement topics)) return null;
        return IsOption(to)
            ? "{\"success\":true,\"conn_id\":\"c\",\"data\":{\"failTopics\":[],\"successTopics\":"
                + $"{topics.GetRawText()}}},\"type\":\"COMMAND_RESP\"}}"
            : "{\"success\":true,\"ret_msg\":\"\",\"conn_id\":\"c\",\"req_id\":\""
                + $"{asked.RootElement.GetProperty("req_id")}\",\"op\":\"subscribe\"}}";
    }
}

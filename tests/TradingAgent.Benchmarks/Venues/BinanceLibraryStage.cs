using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.Venues.CryptoExchangeNet;
using TradingAgent.Venues.CryptoExchangeNet.Binance;
using TradingAgent.Venues.CryptoExchangeNet.Calls;
using TradingAgent.Venues.CryptoExchangeNet.Streams;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Benchmarks.Venues;

/// <summary>The optional adapter's Binance futures over the library's test sockets: best quotes and marks.</summary>
internal sealed class BinanceLibraryStage
{
    private readonly LibrarySockets _sockets = new(Grant);
    private readonly IReadOnlyList<Topic> _topics;

    public BinanceLibraryStage(BlackHole hole)
    {
        LibraryOptions options = LibraryStage.Options;
        var clients = new BinanceClients(options, NullLoggerFactory.Instance);
        clients.Market.UsdFuturesApi.SocketFactory = _sockets;
        var table = new InstrumentTable();
        table.Add(BinanceStage.Future);
        LibrarySession session = LibraryStage.Session(VenueId.BinanceFutures, table, options, hole);
        InstrumentId[] all = [BinanceStage.Future.Id];
        _topics =
        [
            .. new BinanceMarkets(clients, new LibraryReads(text => text), session)
                .Topics(new VenueSubscriptions(all, all, [], false), Timestamp.None)
                .Select(t => t.Topic)
                // Depth needs a snapshot from a REST API, which is not here.
                .Where(t => !t.Name.StartsWith("depth", StringComparison.Ordinal)),
        ];
    }

    public async Task OpenAsync()
    {
        foreach (Topic topic in _topics)
            if (await topic.SubscribeAsync(CancellationToken.None) is { } error)
                throw new InvalidOperationException($"{topic.Name}: {error}");
    }

    /// <summary>Hands a frame over as its socket would; quotes and marks come by paths of their own.</summary>
    public void Receive(bool isMark, string frame) => _sockets.Receive(
        uri => uri.AbsolutePath.Contains(isMark ? "market" : "public", StringComparison.Ordinal), frame);

    private static string? Grant(Uri to, string text)
    {
        using JsonDocument asked = JsonDocument.Parse(text);
        return asked.RootElement.TryGetProperty("id", out JsonElement id)
            ? $"{{\"result\":null,\"id\":{id.GetRawText()}}}"
            : null;
    }
}

using System.Text.Json;
using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Binance.Futures;
using TradingAgent.Venues.Binance.Market;
using TradingAgent.Venues.Binance.Options;
using TradingAgent.Venues.Binance.Rest;
using Xunit;
using static TradingAgent.UnitTests.VenuesBinance.Fixtures;

namespace TradingAgent.UnitTests.VenuesBinance;

/// <summary>Decoders against payloads recorded elsewhere, when they lie beside the repository.</summary>
public sealed class SharedSamplesTests
{
    private static byte[]? Compact(string path)
    {
        if (!File.Exists(path)) return null;
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        return JsonSerializer.SerializeToUtf8Bytes(document.RootElement);
    }

    [Fact]
    public void No_recorded_frame_is_unreadable()
    {
        string folder = Beside.Find("samples/binance");
        var quarantine = new FrameQuarantine(null);
        var sink = new RecordingSink();
        var wire = new RecordingWire();
        int read = 0;
        foreach (string path in Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories))
        {
            string name = Path.GetFileName(path);
            bool isStream = name.StartsWith("ws-", StringComparison.Ordinal)
                || path.Contains("-ws-", StringComparison.Ordinal);
            bool isEvent = name.StartsWith("user-event-", StringComparison.Ordinal);
            if ((!isStream && !isEvent) || Compact(path) is not { } frame) continue;
            // One generator cut each level to its first element; such a book is rightly refused.
            if (name.Contains("depth", StringComparison.Ordinal) && path.Contains("sdk-js", StringComparison.Ordinal))
                continue;
            read++;
            foreach (bool ofOptions in (bool[])[false, true])
                foreach (StreamRoad road in Enum.GetValues<StreamRoad>())
                    if (isStream) Market(ofOptions, road, sink, quarantine).OnMessage(frame, At(0), wire);
            bool isExpiry = name.Contains("expired", StringComparison.Ordinal);
            // Samples of a hedged account are refused, as they must be: that has a test of its own.
            string text = System.Text.Encoding.UTF8.GetString(frame);
            bool isHedged = text.Contains("\"ps\":\"LONG\"", StringComparison.Ordinal)
                || text.Contains("\"ps\":\"SHORT\"", StringComparison.Ordinal);
            if (!isEvent || isExpiry || isHedged) continue;
            if (path.Contains("options", StringComparison.Ordinal))
                OptionsStream(Desk(sink, VenueId.BinanceOptions)).OnMessage(frame, At(0), wire);
            else FuturesStream(FuturesDesk(sink)).OnMessage(frame, At(0), wire);
        }
        Assert.True(read > 20);
        Assert.Equal(0, quarantine.Count);
        Assert.Empty(wire.Reconnects);
    }

    [Fact]
    public void Recorded_listings_have_terms_or_a_reason()
    {
        string folder = Beside.Find("samples/binance");
        byte[]? futures = Compact(
            Path.Combine(folder, "docs-2026-05/um/market-data-rest-api-exchange-information.json"));
        byte[]? options = Compact(Path.Combine(folder, "sdk-js-2026-07/options-rest/exchange-information.json"));
        Assert.SkipWhen(futures is null || options is null, "the listings are not among the samples");
        if (futures is null || options is null) return;
        foreach (JsonElement row in new BinanceReply(200, futures).Root().GetProperty("symbols").EnumerateArray())
            Assert.True(FuturesRow.Read(row, out string skipped) is not null || skipped.Length > 0);
        foreach (JsonElement row in new BinanceReply(200, options).Root().GetProperty("optionSymbols").EnumerateArray())
            Assert.True(OptionRow.Read(row, CurrencyId.Btc, out string skipped) is not null || skipped.Length > 0);
    }
}

using System.Text.Json;
using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Bybit.Setup;
using Xunit;
using static TradingAgent.UnitTests.VenuesBybit.Fixtures;

namespace TradingAgent.UnitTests.VenuesBybit;

/// <summary>Decoders against payloads recorded elsewhere, when they lie beside the repository.</summary>
public sealed class SharedSamplesTests
{
    private static byte[] Sample(string name)
    {
        string path = Beside.Find($"samples/bybit/{name}.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        return JsonSerializer.SerializeToUtf8Bytes(document.RootElement);
    }

    [Theory]
    [InlineData("ws_public_ticker_linear_perp_snapshot", EventKind.MarkChanged, 3)]
    [InlineData("ws_public_orderbook50_linear_snapshot", EventKind.DepthSummaryChanged, 1)]
    public void Public_samples_become_events(string name, EventKind first, int count)
    {
        byte[] frame = Sample(name);
        var sink = new RecordingSink();
        Assert.True(Market(BybitCategory.Linear, sink).OnMessage(frame, At(0), new RecordingWire()));
        Assert.Equal(first, sink.Events[0].Kind);
        Assert.Equal(count, sink.Events.Count);
    }

    [Fact]
    public void No_recorded_stream_frame_is_unreadable()
    {
        string folder = Beside.Find("samples/bybit");
        var quarantine = new FrameQuarantine(null);
        var sink = new RecordingSink();
        var wire = new RecordingWire();
        foreach (string path in Directory.GetFiles(folder, "ws_*.json"))
        {
            // A refused subscription or login is meant to end the connection: it has a test of its own.
            if (path.Contains("_fail", StringComparison.Ordinal)) continue;
            byte[] frame = Sample(Path.GetFileNameWithoutExtension(path));
            Market(BybitCategory.Linear, sink, quarantine).OnMessage(frame, At(0), wire);
            Market(BybitCategory.Option, sink, quarantine).OnMessage(frame, At(0), wire);
            bool isAnswer = !path.Contains("_request", StringComparison.Ordinal);
            if (isAnswer && path.Contains("ws_private", StringComparison.Ordinal))
                Private(Desk(sink)).OnMessage(frame, At(0), wire);
        }
        Assert.Equal(0, quarantine.Count);
        Assert.Empty(wire.Reconnects);
    }

    [Fact]
    public void Recorded_executions_are_booked_as_what_they_are()
    {
        byte[] adl = Sample("ws_private_execution_adl");
        byte[] trade = Sample("ws_private_execution_linear");
        var sink = new RecordingSink();
        BybitPrivateProtocol protocol = Private(Desk(sink));
        protocol.OnMessage(adl, At(0), new RecordingWire());
        protocol.OnMessage(trade, At(0), new RecordingWire());
        Assert.Equal(
            [ExecutionKind.AutoDeleveraging, ExecutionKind.Trade], sink.Events.Select(e => e.Filled.Kind));
        Assert.Equal(FixedPoint.FromDecimal(26.3725275m + 0.006403779m), sink.Events[1].Filled.FeeRaw);
    }

    [Theory]
    [InlineData("rest_market_instruments_linear_bnet", "Linear")]
    [InlineData("rest_market_instruments_option_usdt", "Option")]
    [InlineData("rest_market_instruments_option_bnet", "Option")]
    public void Recorded_instruments_have_terms(string name, string category)
    {
        byte[] body = Sample(name);
        foreach (JsonElement row in new RestReply(200, body).Result().GetProperty("list").EnumerateArray())
        {
            Instrument? instrument = InstrumentRow.Read(
                row, Enum.Parse<BybitCategory>(category), VenueId.Bybit, out string skipped);
            Assert.True(instrument is not null || skipped.Length > 0);
        }
    }

    [Theory]
    [InlineData("rest_position_list_inverse", 1)]
    [InlineData("rest_order_realtime_linear_new", 1)]
    [InlineData("rest_execution_list_linear", 1)]
    public void Recorded_lists_have_rows(string name, int least)
    {
        byte[] body = Sample(name);
        var reply = new RestReply(200, body);
        Assert.True(reply.IsOk);
        Assert.True(AccountReader.RowsOf(reply).Count >= least);
    }
}

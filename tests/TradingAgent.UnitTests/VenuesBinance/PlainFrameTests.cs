using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Binance.Market;
using TradingAgent.Venues.Ports;
using TradingAgent.UnitTests.Allocation;
using Xunit;
using static TradingAgent.UnitTests.VenuesBinance.Fixtures;

namespace TradingAgent.UnitTests.VenuesBinance;

/// <summary>The quick road says what the general one says, and leaves no garbage.</summary>
public sealed class PlainFrameTests
{
    public static TheoryData<bool, string> Frames() => new()
    {
        { false, MarketFrames.Top },
        { false, MarketFrames.Mark },
        { false, MarketFrames.DeliveryMark },
        { false, MarketFrames.Trade },
        { true, MarketFrames.OptionMarks },
        { true, MarketFrames.OptionTrade },
    };

    private static BinanceMarketProtocol ReaderOf(bool ofOptions, string frame, IEventSink sink) =>
        Market(
            ofOptions,
            frame.Contains("bookTicker", StringComparison.Ordinal)
                || frame.Contains("optionTrade", StringComparison.Ordinal)
                ? StreamRoad.Public
                : StreamRoad.Market,
            sink);

    [Theory]
    [MemberData(nameof(Frames))]
    public void A_frame_with_blanks_means_the_same(bool ofOptions, string frame)
    {
        var plain = new RecordingSink();
        var general = new RecordingSink();
        BinanceMarketProtocol first = ReaderOf(ofOptions, frame, plain);
        BinanceMarketProtocol second = ReaderOf(ofOptions, frame, general);
        first.OnMessage(Utf8(frame), At(0), new RecordingWire());
        string spaced = frame.Replace("\"data\":", "\"data\" : ", StringComparison.Ordinal);
        second.OnMessage(Utf8(spaced), At(0), new RecordingWire());
        Assert.Equal((0, 1), (first.GeneralFrames, second.GeneralFrames));
        Assert.NotEmpty(plain.Events);
        Assert.Equal(
            plain.Events.Select(e => Convert.ToHexString(BytesOf(e))),
            general.Events.Select(e => Convert.ToHexString(BytesOf(e))));
    }

    [Theory]
    [MemberData(nameof(Frames))]
    public void A_frame_leaves_no_garbage(bool ofOptions, string frame)
    {
        var sink = new CountingSink();
        BinanceMarketProtocol market = ReaderOf(ofOptions, frame, sink);
        var wire = new SilentWire();
        byte[] bytes = Utf8(frame);
        for (int i = 0; i < 200; i++) market.OnMessage(bytes, At(i), wire);
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (int i = 0; i < 1000; i++) market.OnMessage(bytes, At(i), wire);
        }));
    }

    private static byte[] BytesOf(EngineEvent change) =>
        System.Runtime.InteropServices.MemoryMarshal.AsBytes(
            System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(in change, 1)).ToArray();

    private sealed class SilentWire : IWire
    {
        public bool TrySend(ReadOnlySpan<byte> message, long tag = 0) => true;

        public void Ready()
        {
        }

        public void Silent(bool isSilent)
        {
        }

        public void Reconnect(string reason)
        {
        }
    }
}

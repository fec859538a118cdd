using TradingAgent.UnitTests.Venues;
using TradingAgent.UnitTests.VenuesBybit;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Market;
using TradingAgent.Venues.Bybit.Trading;
using Xunit;
using static TradingAgent.UnitTests.VenuesBybit.Fixtures;

namespace TradingAgent.UnitTests.Allocation;

/// <summary>Decoding, publishing and encoding leave no garbage: 100,000 of each kind allocate nothing.</summary>
public sealed class BybitAllocationTests
{
    private const int WarmUp = 2_000;
    private const int Count = 100_000;

    private readonly CountingSink _sink = new();
    private readonly NullWire _wire = new();

    private static void AssertNoGarbage(Action<int> act)
    {
        for (int i = 0; i < WarmUp; i++) act(i);
        int next = 0;
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (int i = 0; i < Count; i++) act(next++);
        }));
    }

    [Theory]
    [InlineData(MarketFrames.Top)]
    [InlineData(MarketFrames.BookSnapshot)]
    [InlineData(MarketFrames.TickerSnapshot)]
    [InlineData(MarketFrames.TickerDelta)]
    [InlineData(MarketFrames.Trades)]
    [InlineData(MarketFrames.Liquidations)]
    public void Linear_market_frames(string text)
    {
        BybitMarketProtocol protocol = Market(BybitCategory.Linear, _sink);
        protocol.OnMessage(Utf8(MarketFrames.TickerSnapshot), At(0), _wire);
        byte[] frame = Utf8(text);
        AssertNoGarbage(i => protocol.OnMessage(frame, At(i * 100L), _wire));
        Assert.True(_sink.Count >= Count);
    }

    [Fact]
    public void Book_changes()
    {
        BybitMarketProtocol protocol = Market(BybitCategory.Linear, _sink);
        byte[] snapshot = Utf8(MarketFrames.BookSnapshot);
        byte[] change = Utf8(MarketFrames.Delta(101, """["60000","7"],["59980","1"]""", """["60002","0"]"""));
        AssertNoGarbage(i => protocol.OnMessage(i % 2 == 0 ? snapshot : change, At(i * 100L), _wire));
        Assert.Equal(0, protocol.Gaps);
    }

    [Theory]
    [InlineData(MarketFrames.OptionTicker)]
    [InlineData(MarketFrames.OptionTrades)]
    public void Option_market_frames(string text)
    {
        BybitMarketProtocol protocol = Market(BybitCategory.Option, _sink);
        byte[] frame = Utf8(text);
        AssertNoGarbage(i => protocol.OnMessage(frame, At(i * 100L), _wire));
        Assert.True(_sink.Count >= Count);
    }

    [Fact]
    public void Private_frames()
    {
        BybitPrivateProtocol protocol = Private(Desk(_sink));
        byte[][] frames =
        [
            Utf8(AccountFrames.Order("tax1-7-1", "New")),
            Utf8(AccountFrames.Order("tax1-7-1", "New", price: "60001")),
            Utf8(AccountFrames.Position),
            Utf8(AccountFrames.Wallet),
            Utf8(AccountFrames.Execution("0ab1bdf7-4219-438b-b30a-32ec863018f7", "tax1-7-1")),
        ];
        AssertNoGarbage(i => protocol.OnMessage(frames[i % frames.Length], At(i), _wire));
        Assert.True(_sink.Count >= Count / 2);
    }

    [Fact]
    public void New_executions()
    {
        BybitPrivateProtocol protocol = Private(Desk(_sink));
        byte[] frame = Utf8(AccountFrames.Execution("0ab1bdf7-4219-438b-b30a-32ec00000000", "tax1-7-1"));
        int at = frame.AsSpan().IndexOf("32ec00000000"u8) + 4;
        AssertNoGarbage(i =>
        {
            i.TryFormat(frame.AsSpan(at, 8), out _, "d8");
            protocol.OnMessage(frame, At(i), _wire);
        });
        Assert.True(_sink.Count >= Count);
    }

    [Theory]
    [InlineData(CommandKind.PlaceOrder)]
    [InlineData(CommandKind.AmendOrder)]
    [InlineData(CommandKind.CancelOrder)]
    public void Order_requests_and_their_answers(CommandKind kind)
    {
        AccountDesk desk = Desk(_sink);
        BybitTradeProtocol protocol = Trade(desk, _sink);
        // An order that the private stream shows is settled by its answer.
        Private(desk).OnMessage(Utf8(AccountFrames.Order("tax1-7-1", "New")), At(0), _wire);
        Instrument instrument = Instruments()[Perpetual];
        protocol.OnOpened(At(0), _wire);
        protocol.OnMessage("""{"retCode":0,"op":"auth"}"""u8, At(0), _wire);
        EngineCommand command = Place(1);
        command.Kind = kind;
        byte[] reply = new byte[256];
        AssertNoGarbage(i =>
        {
            Assert.True(protocol.TrySend(in command, instrument));
            protocol.OnWriting(_wire.LastTag, At(i));
            protocol.OnMessage(Answer(reply, _wire.RequestId), At(i), _wire);
        });
    }

    private static ReadOnlySpan<byte> Answer(byte[] buffer, ReadOnlySpan<byte> requestId)
    {
        ReadOnlySpan<byte> head =
            """
            {"retMsg":"","op":"order.create","data":{"orderId":"v-1"},"retCode":0,"reqId":" 
            """u8[..^1];
        head.CopyTo(buffer);
        requestId.CopyTo(buffer.AsSpan(head.Length));
        "\"}"u8.CopyTo(buffer.AsSpan(head.Length + requestId.Length));
        return buffer.AsSpan(0, head.Length + requestId.Length + 2);
    }

    /// <summary>Keeps the last message in place.</summary>
    private sealed class NullWire : IWire
    {
        private readonly byte[] _last = new byte[1024];
        private int _length;

        public long LastTag { get; private set; }

        public ReadOnlySpan<byte> RequestId
        {
            get
            {
                ReadOnlySpan<byte> rest = _last.AsSpan(10, _length - 10);
                return rest[..rest.IndexOf((byte)'"')];
            }
        }

        public bool TrySend(ReadOnlySpan<byte> message, long tag = 0)
        {
            message.CopyTo(_last);
            _length = message.Length;
            LastTag = tag;
            return true;
        }

        public void Silent(bool isSilent)
        {
        }

        public void Ready()
        {
        }

        public void Reconnect(string reason)
        {
        }
    }
}

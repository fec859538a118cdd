using CsCheck;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.Bybit.Market;
using Xunit;
using static TradingAgent.UnitTests.VenuesBybit.Fixtures;

namespace TradingAgent.UnitTests.VenuesBybit;

/// <summary>The quick reader and the general one must never disagree.</summary>
public sealed class PlainFrameTests
{
    private static readonly (BybitCategory Category, string Frame)[] Frames =
    [
        (BybitCategory.Linear, Line(MarketFrames.Top)),
        (BybitCategory.Linear, Line(MarketFrames.TopEmptyBid)),
        (BybitCategory.Linear, Line(MarketFrames.TopNegative)),
        (BybitCategory.Linear, Line(MarketFrames.BookSnapshot)),
        (BybitCategory.Linear, Line(MarketFrames.TickerSnapshot)),
        (BybitCategory.Linear, Line(MarketFrames.TickerDelta)),
        (BybitCategory.Linear, Line(MarketFrames.FutureSnapshot)),
        (BybitCategory.Linear, Line(MarketFrames.Trades)),
        (BybitCategory.Linear, Line(MarketFrames.Liquidations)),
        (BybitCategory.Option, Line(MarketFrames.OptionTicker)),
        (BybitCategory.Option, Line(MarketFrames.OptionTrades)),
    ];

    /// <summary>What a fresh protocol makes of one frame: its events, and whether it counted as data.</summary>
    private static string Outcome(BybitCategory category, byte[] frame)
    {
        var sink = new RecordingSink();
        var wire = new RecordingWire();
        BybitMarketProtocol protocol = Market(category, sink);
        protocol.OnOpened(At(0), wire);
        bool isData = protocol.OnMessage(frame, At(5), wire);
        var text = new StringBuilder(isData ? "data" : "none");
        foreach (EngineEvent change in sink.Events)
        {
            ReadOnlySpan<EngineEvent> one = [change];
            text.Append(Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes(one)));
        }
        return text.ToString();
    }

    [Fact]
    public void Both_agree_on_every_kind_of_frame()
    {
        foreach ((BybitCategory category, string frame) in Frames)
        {
            // A blank in front sends the same frame down the general road.
            Assert.Equal(Outcome(category, Utf8(" " + frame)), Outcome(category, Utf8(frame)));
        }
    }

    [Fact]
    public void Frames_as_the_venue_writes_them_take_the_quick_road()
    {
        foreach ((BybitCategory category, string frame) in Frames)
        {
            if (frame == Line(MarketFrames.TopNegative)) continue;
            BybitMarketProtocol protocol = Market(category, new RecordingSink());
            protocol.OnMessage(Utf8(frame), At(0), new RecordingWire());
            Assert.True(protocol.GeneralFrames == 0, frame);
        }
    }

    [Fact]
    public void Both_agree_on_frames_damaged_anywhere()
    {
        const string Damage = "{}[]\",:.-+0195eEx\\ ntf";
        Gen.Select(Gen.Int[0, Frames.Length - 1], Gen.Int[0, 10_000], Gen.Int[0, Damage.Length - 1], Gen.Int[0, 2])
            .Sample((which, where, what, how) =>
            {
                (BybitCategory category, string frame) = Frames[which];
                int at = where % frame.Length;
                string damaged = how switch
                {
                    0 => frame[..at] + Damage[what] + frame[(at + 1)..],
                    1 => frame.Remove(at, 1),
                    _ => frame.Insert(at, Damage[what].ToString()),
                };
                return Outcome(category, Utf8(" " + damaged)) == Outcome(category, Utf8(damaged));
            }, iter: 4_000);
    }

    [Fact]
    public void A_plain_number_is_bit_for_bit_the_careful_readers_number() =>
        Gen.Select(Gen.Long[-999_999_999_999, 999_999_999_999], Gen.Int[0, 17]).Sample((digits, decimals) =>
        {
            string text = digits.ToString(CultureInfo.InvariantCulture);
            string sign = text.StartsWith('-') ? "-" : "";
            text = text[sign.Length..].PadLeft(decimals + 1, '0');
            if (decimals > 0) text = text[..^decimals] + "." + text[^decimals..];
            byte[] bytes = Utf8(sign + text);
            bool isDouble = !PlainNumber.TryDouble(bytes, out double fast)
                || (Utf8Parser.TryParse(bytes, out double slow, out _)
                    && BitConverter.DoubleToInt64Bits(slow) == BitConverter.DoubleToInt64Bits(fast));
            bool isFixed = !PlainNumber.TryFixed(bytes, out long raw)
                || (FixedPoint.TryParse(bytes, out long exact) && exact == raw);
            return isDouble && isFixed;
        }, iter: 50_000);

    [Theory]
    [InlineData("")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1.2.3")]
    [InlineData("1e5")]
    [InlineData("-1")]
    [InlineData("1.123456789")]
    [InlineData("92233720369")]
    [InlineData("99999999999999999999")]
    public void What_is_not_a_plain_fixed_number_is_declined(string text) =>
        Assert.False(PlainNumber.TryFixed(Utf8(text), out _) && text != "1.0");

    [Fact]
    public void A_frame_with_more_trades_than_fit_takes_the_general_road_whole()
    {
        string row = """{"T":1790000000047,"s":"BTCUSDT","S":"Buy","v":"1","p":"60000","i":"a"}""";
        string frame = """{"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1790000000050,"data":[X]}"""
            .Replace("X", string.Join(",", Enumerable.Repeat(row, 1024)), StringComparison.Ordinal);
        var sink = new RecordingSink();
        Market(BybitCategory.Linear, sink).OnMessage(Utf8(frame), At(0), new RecordingWire());
        Assert.Equal(1024, sink.Single.Trade.Count);
    }
}

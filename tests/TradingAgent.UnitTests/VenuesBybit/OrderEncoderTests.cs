using System.Text;
using TradingAgent.Venues.Bybit.Trading;
using Xunit;
using static TradingAgent.UnitTests.VenuesBybit.Fixtures;

namespace TradingAgent.UnitTests.VenuesBybit;

public sealed class OrderEncoderTests
{
    private readonly OrderEncoder _encoder = new(Options);
    private readonly InstrumentTable _instruments = Instruments();

    private string Request(EngineCommand command, bool keepPrice = false, bool keepQuantity = false) =>
        Encoding.ASCII.GetString(_encoder.Request(
            in command, _instruments[command.Instrument], "r-1"u8, 1711001595207, keepPrice, keepQuantity));

    [Fact]
    public void A_placement_is_written_exactly_so() =>
        Assert.Equal(
            Line("""
            {"reqId":"r-1","header":{"X-BAPI-TIMESTAMP":"1711001595207","X-BAPI-RECV-WINDOW":"5000"},
            "op":"order.create","args":[{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit",
            "qty":"0.25","price":"60000.5","timeInForce":"PostOnly","orderLinkId":"tax1-7-1","smpType":"CancelTaker",
            "positionIdx":0}]}
            """),
            Request(Place(1)));

    [Theory]
    [InlineData(TimeInForce.PostOnly, "PostOnly")]
    [InlineData(TimeInForce.GoodTillCancelled, "GTC")]
    [InlineData(TimeInForce.ImmediateOrCancel, "IOC")]
    public void Times_in_force_have_their_words(TimeInForce force, string word)
    {
        EngineCommand command = Place(1);
        command.TimeInForce = force;
        Assert.Contains($"\"timeInForce\":\"{word}\"", Request(command), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reducing_option_sale_is_written_exactly_so()
    {
        EngineCommand command = Place(2);
        command.Instrument = Option;
        command.Side = Side.Sell;
        command.ReduceOnly = true;
        command.Price = Price.From(405);
        Assert.Equal(
            Line("""
            {"category":"option","symbol":"BTC-27MAR26-70000-P-USDT","side":"Sell","orderType":"Limit","qty":"0.25",
            "price":"405","timeInForce":"PostOnly","orderLinkId":"tax1-7-2","smpType":"CancelTaker","positionIdx":0,
            "reduceOnly":true}
            """),
            Encoding.ASCII.GetString(_encoder.Body(in command, _instruments[Option])));
    }

    [Fact]
    public void An_amend_leaves_out_what_stays()
    {
        EngineCommand command = Place(3);
        command.Kind = CommandKind.AmendOrder;
        Assert.EndsWith(
            Line("""
            order.amend","args":[{"category":"linear","symbol":"BTCUSDT","qty":"0.25","price":"60000.5",
            "orderLinkId":"tax1-7-3"}]}
            """),
            Request(command), StringComparison.Ordinal);
        Assert.EndsWith(
            """[{"category":"linear","symbol":"BTCUSDT","price":"60000.5","orderLinkId":"tax1-7-3"}]}""",
            Request(command, keepQuantity: true), StringComparison.Ordinal);
        Assert.EndsWith(
            """[{"category":"linear","symbol":"BTCUSDT","qty":"0.25","orderLinkId":"tax1-7-3"}]}""",
            Request(command, keepPrice: true), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancel_names_the_order_only()
    {
        EngineCommand command = Place(4);
        command.Kind = CommandKind.CancelOrder;
        command.Instrument = Inverse;
        Assert.EndsWith(
            """order.cancel","args":[{"category":"inverse","symbol":"BTCUSD","orderLinkId":"tax1-7-4"}]}""",
            Request(command), StringComparison.Ordinal);
    }

    [Fact]
    public void The_longest_order_fits()
    {
        EngineCommand command = Place(uint.MaxValue);
        command.Order = new ClientOrderId(uint.MaxValue, uint.MaxValue);
        command.Price = new Price(long.MaxValue);
        command.Quantity = new Quantity(long.MaxValue);
        command.ReduceOnly = true;
        command.Instrument = Option;
        string text = Encoding.ASCII.GetString(_encoder.Request(
            in command, _instruments[Option], new byte[36].AsSpan(), long.MaxValue));
        Assert.Contains("\"price\":\"92233720368.54775807\"", text, StringComparison.Ordinal);
        Assert.EndsWith("\"reduceOnly\":true}]}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Our_ids_survive_the_round_trip_and_no_one_elses_are_taken_for_ours()
    {
        byte[] text = new byte[ClientOrderIdText.LengthMax];
        foreach (ClientOrderId id in (ClientOrderId[])[new(1, 1), new(uint.MaxValue, uint.MaxValue), new(0, 9)])
        {
            Assert.True(ClientOrderIdText.TryFormat("x1"u8, id, text, out int written));
            Assert.True(ClientOrderIdText.TryParse("x1"u8, text.AsSpan(0, written), out ClientOrderId back));
            Assert.Equal(id, back);
            Assert.False(ClientOrderIdText.TryParse("x2"u8, text.AsSpan(0, written), out _));
        }
    }
}

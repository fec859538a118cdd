using System.Globalization;
using System.Net;
using System.Text;
using TradingAgent.ExchangeServer.Binance;
using TradingAgent.ExchangeServer.Binance.Auth;
using TradingAgent.ExchangeServer.Wire;
using Xunit;

namespace TradingAgent.UnitTests.ExchangeServer.Binance;

public sealed class SignatureTests
{
    private static readonly Timestamp Now = Timestamp.FromMilliseconds(1_700_000_000_000);

    /// <summary>The first is printed in the venue's documentation; the other was computed apart.</summary>
    [Theory]
    [InlineData(
        "2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9",
        "symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=1&price=9000&timeInForce=GTC&recvWindow=5000"
            + "&timestamp=1591702613943",
        "3c661234138461fcc7a7d8746c6558c9842d4e10870d2ecbedf7777cad694af9")]
    [InlineData(
        "testsecret", "timestamp=1700000000000", "dd273985d88b32eaeeb19cafcc2dbaa9ac658e274cd4095d474395560c4b09b7")]
    public void Known_texts_have_known_signatures(string secret, string text, string expected)
    {
        string split = text[..20] + "&signature=" + expected;
        Assert.Equal(text[..20], SignedText.Rest(split, "", out string? signature));
        Assert.Equal(expected, signature);
        Assert.Equal(expected, HmacSignature.Sign(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData("a=1&b=2&signature=x", "", "a=1&b=2")]
    [InlineData("a=1", "b=2&signature=x", "a=1b=2")]
    [InlineData("a=1&signature=x&b=2", "c=3", "a=1&b=2c=3")]
    public void The_signed_text_is_query_and_body_without_the_signature(string query, string body, string expected)
    {
        Assert.Equal(expected, SignedText.Rest(query, body, out string? signature));
        Assert.Equal("x", signature);
    }

    /// <summary>Tests 1 to 3 of RFC 8032, section 7.1.</summary>
    [Theory]
    [InlineData(
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bb"
            + "e24655141438e7a100b")]
    [InlineData(
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302"
            + "aeeb00d291612bb0c00")]
    [InlineData(
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed"
            + "28dc027beceea1ec40a")]
    public void Elliptic_signatures_are_checked(string key, string message, string signature)
    {
        byte[] publicKey = Convert.FromHexString(key);
        byte[] text = Convert.FromHexString(message);
        byte[] given = Convert.FromHexString(signature);
        Assert.True(Ed25519.IsValid(publicKey, text, given));
        Assert.False(Ed25519.IsValid(publicKey, [.. text, 0], given));
        given[5] ^= 1;
        Assert.False(Ed25519.IsValid(publicKey, text, given));
        given[5] ^= 1;
        given[40] ^= 1;
        Assert.False(Ed25519.IsValid(publicKey, text, given));
        Assert.False(Ed25519.IsValid(publicKey, text, given.AsSpan(0, 63)));
    }

    [Theory]
    [InlineData(-5000, "", 0)]
    [InlineData(-5001, "", -1021)]
    [InlineData(-9000, "&recvWindow=10000", 0)]
    [InlineData(999, "", 0)]
    [InlineData(1000, "", -1021)]
    [InlineData(0, "&recvWindow=60001", -1131)]
    public void The_window_reaches_back_and_a_second_ahead(long skew, string more, int code)
    {
        string stamp = (Now.Milliseconds + skew).ToString(CultureInfo.InvariantCulture);
        Answer answer = KeyRing.CheckClock(RequestFields.OfQuery("timestamp=" + stamp + more), Now);
        Assert.Equal(code, answer.Code);
    }

    [Fact]
    public async Task Requests_are_let_in_by_key_clock_and_signature_in_that_order()
    {
        await using BinanceRig rig = await BinanceRig.StartAsync();
        await Expect(rig, 200, 0, "testkey", 0, null);
        await Expect(rig, 401, -2014, "", 0, null);
        await Expect(rig, 401, -2015, "nobody", 0, null);
        await Expect(rig, 400, -1021, "testkey", -6000, null);
        await Expect(rig, 400, -1022, "testkey", 0, new string('0', 64));
        using HttpResponseMessage body = await rig.SendAsync("POST", "/fapi/v1/leverage", "symbol=BTCUSDT&leverage=3",
            isInBody: true);
        Assert.Equal(HttpStatusCode.OK, body.StatusCode);
        using HttpResponseMessage trade = await rig.SendAsync(
            "POST", "/fapi/v1/leverage", "symbol=BTCUSDT&leverage=3", BinanceRig.ReadKey);
        Assert.Equal(HttpStatusCode.Unauthorized, trade.StatusCode);
    }

    private static async Task Expect(BinanceRig rig, int status, int code, string key, long skew, string? signature)
    {
        using HttpResponseMessage reply = await rig.SendAsync(
            "GET", "/fapi/v3/balance", "", key, skew, signature: signature);
        Assert.Equal(status, (int)reply.StatusCode);
        if (code == 0) return;
        using var document = System.Text.Json.JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
        Assert.Equal(code, document.RootElement.GetProperty("code").GetInt32());
    }
}

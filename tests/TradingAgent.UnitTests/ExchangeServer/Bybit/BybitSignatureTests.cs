using System.Text;
using TradingAgent.ExchangeServer;
using TradingAgent.ExchangeServer.Bybit;
using TradingAgent.ExchangeServer.Bybit.Auth;
using TradingAgent.ExchangeServer.Wire;
using Xunit;

namespace TradingAgent.UnitTests.ExchangeServer.Bybit;

public sealed class BybitSignatureTests
{
    private static readonly byte[] Secret = "testsecret"u8.ToArray();
    private static readonly Timestamp Now = Timestamp.FromMilliseconds(1_700_000_000_000);

    [Theory]
    [InlineData(
        "1658384314791testkey5000category=option&symbol=BTC-29JUL22-25000-C",
        "234e645dce3a16c7c538ec725b089f9959ddc0648c4a09e14ad706ea8b4baf48")]
    [InlineData(
        "1658385579423testkey5000{\"category\":\"option\"}",
        "9f3956af749a57f30ef6b944b6ebf81257bae452dce816a231e576c23d9c71c3")]
    [InlineData("GET/realtime1662350400000", "b38c4f23eca76c513b6542823c0882c502bdea24e31f6d6af028af804c5c850a")]
    public void Known_strings_give_known_signatures(string message, string expected)
    {
        Assert.Equal(expected, HmacSignature.Sign(Secret, Encoding.UTF8.GetBytes(message)));
        Assert.True(HmacSignature.IsValid(Secret, Encoding.UTF8.GetBytes(message), expected));
        Assert.True(HmacSignature.IsValid(Secret, Encoding.UTF8.GetBytes(message), expected.ToUpperInvariant()));
        Assert.False(HmacSignature.IsValid(Secret, Encoding.UTF8.GetBytes(message + " "), expected));
    }

    [Theory]
    [InlineData("")]
    [InlineData("zz4e645dce3a16c7c538ec725b089f9959ddc0648c4a09e14ad706ea8b4baf48")]
    [InlineData("234e")]
    public void Text_that_is_no_signature_is_refused(string signature) =>
        Assert.False(HmacSignature.IsValid(Secret, "x"u8, signature));

    [Theory]
    [InlineData(-5000, true)]
    [InlineData(-5001, false)]
    [InlineData(999, true)]
    [InlineData(1000, false)]
    public void The_window_reaches_back_by_itself_and_ahead_by_a_second(long skew, bool isAccepted)
    {
        string stamp = (Now.Milliseconds + skew).ToString();
        Assert.Equal(isAccepted, KeyRing.CheckClock(stamp, "5000", Now).IsOk);
        Assert.Equal(isAccepted, KeyRing.CheckClock(stamp, null, Now).IsOk);
    }

    [Fact]
    public void A_request_signed_over_other_bytes_is_refused_with_the_string_the_server_built()
    {
        KeyRing keys = new([new ApiCredential("testkey", "testsecret", new(1))]);
        string stamp = Now.Milliseconds.ToString();
        string signature = HmacSignature.Sign(Secret, Encoding.UTF8.GetBytes(stamp + "testkey5000{}"));
        SignedHeaders headers = new("testkey", stamp, "5000", signature);

        Assert.True(keys.CheckRest(headers, "{}"u8, Now, out ApiCredential? who).IsOk);
        Assert.Equal(1, who!.Account.Index);
        Answer refused = keys.CheckRest(headers, "{ }"u8, Now, out who);
        Assert.Equal(10004, refused.Code);
        Assert.Equal($"error sign! origin_string[{stamp}testkey5000{{ }}]", refused.Message);
        Assert.Null(who);
    }

    [Fact]
    public void A_login_expiring_in_the_past_is_refused()
    {
        KeyRing keys = new([new ApiCredential("testkey", "testsecret", new(1))]);
        string expires = "1662350400000";
        string signature = "b38c4f23eca76c513b6542823c0882c502bdea24e31f6d6af028af804c5c850a";

        Assert.False(keys.CheckLogin("testkey", expires, signature, Now, out _).IsOk);
        Timestamp before = Timestamp.FromMilliseconds(1_662_350_399_000);
        Assert.True(keys.CheckLogin("testkey", expires, signature, before, out _).IsOk);
    }
}

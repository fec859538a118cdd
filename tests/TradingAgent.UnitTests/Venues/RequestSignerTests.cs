using System.Text;
using Xunit;

namespace TradingAgent.UnitTests.Venues;

public sealed class RequestSignerTests
{
    [Theory]
    [InlineData(
        "1658384314791testkey5000category=option&symbol=BTC-29JUL22-25000-C",
        "234e645dce3a16c7c538ec725b089f9959ddc0648c4a09e14ad706ea8b4baf48")]
    [InlineData(
        "1658385579423testkey5000{\"category\":\"option\"}",
        "9f3956af749a57f30ef6b944b6ebf81257bae452dce816a231e576c23d9c71c3")]
    [InlineData("GET/realtime1662350400000", "b38c4f23eca76c513b6542823c0882c502bdea24e31f6d6af028af804c5c850a")]
    public void Signatures_match_the_known_vectors(string text, string expected)
    {
        var signer = new RequestSigner(new ApiSecret("testsecret"));
        byte[] signature = new byte[RequestSigner.SignatureLength];
        signer.Sign(Encoding.ASCII.GetBytes(text), signature);
        Assert.Equal(expected, Encoding.ASCII.GetString(signature));
    }

    [Fact]
    public void A_short_destination_is_refused() =>
        Assert.Throws<ArgumentException>(() => new RequestSigner(new ApiSecret("s")).Sign([1], new byte[63]));

    [Fact]
    public void A_secret_does_not_show_itself()
    {
        var secret = new ApiSecret("hunter2");
        Assert.Equal("***", secret.ToString());
        Assert.DoesNotContain("hunter2", $"{secret}", StringComparison.Ordinal);
        Assert.Equal("error sign! origin_string[1***5000]", secret.Scrub("error sign! origin_string[1hunter25000]"));
    }
}

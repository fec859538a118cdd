using System.Text;
using TradingAgent.Venues.Binance.Rest;
using Xunit;

namespace TradingAgent.UnitTests.VenuesBinance;

public sealed class SigningTests
{
    private const string Wrapping = "302e020100300506032b657004220420";

    /// <summary>Vectors printed in the venue's documents, or computed by another program from its rules.</summary>
    [Theory]
    [InlineData("2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9",
        "symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=1&price=9000&timeInForce=GTC&recvWindow=5000"
        + "&timestamp=1591702613943",
        "3c661234138461fcc7a7d8746c6558c9842d4e10870d2ecbedf7777cad694af9")]
    [InlineData("testsecret", "timestamp=1700000000000",
        "dd273985d88b32eaeeb19cafcc2dbaa9ac658e274cd4095d474395560c4b09b7")]
    public void Hmac_keys_sign_as_documented(string secret, string payload, string signature)
    {
        var signer = new BinanceSigner(new ApiSecret(secret));
        byte[] written = new byte[signer.SignatureLength];
        signer.Sign(Encoding.ASCII.GetBytes(payload), written);
        Assert.Equal(signature, Encoding.ASCII.GetString(written));
        Assert.False(signer.IsEd25519);
    }

    /// <summary>RFC 8032, 7.1: tests 1, 2, 3 and «SHA(abc)».</summary>
    [Theory]
    [InlineData("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701c"
        + "f9b46bd25bf5f0595bbe24"
        + "655141438e7a100b")]
    [InlineData("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0"
        + "f11d8c387b2eaeb4302aee"
        + "b00d291612bb0c00")]
    [InlineData("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f76098"
        + "4dc6594a7c15e9716ed28d"
        + "c027beceea1ec40a")]
    [InlineData("833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3"
        + "feebbd454d4423643ce80e"
        + "2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c664"
        + "31e0303dca179c138ac17a"
        + "d9bef1177331a704")]
    public void Ed25519_keys_sign_as_the_standard_says(string seed, string publicKey, string message, string signature)
    {
        string pem = "-----BEGIN PRIVATE KEY-----\n"
            + Convert.ToBase64String(Convert.FromHexString(Wrapping + seed)) + "\n-----END PRIVATE KEY-----\n";
        Ed25519Key key = Ed25519Key.FromPem(pem);
        Assert.Equal(publicKey, Convert.ToHexStringLower(key.Public));
        byte[] written = new byte[Ed25519Key.SignatureTextLength];
        key.Sign(Convert.FromHexString(message), written);
        Assert.Equal(
            signature, Convert.ToHexStringLower(Convert.FromBase64String(Encoding.ASCII.GetString(written))));
    }

    [Fact]
    public void A_key_of_another_kind_is_refused_with_what_to_do()
    {
        const string Rsa = "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----";
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => new BinanceSigner(new ApiSecret(Rsa)));
        Assert.Contains("Ed25519", refusal.Message, StringComparison.Ordinal);
    }
}

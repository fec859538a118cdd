using Xunit;

namespace TradingAgent.UnitTests.Venues;

public sealed class PlaintextRuleTests
{
    [Theory]
    [InlineData("wss://stream.example.com/v5")]
    [InlineData("https://api.example.com")]
    [InlineData("ws://127.0.0.1:9000/x")]
    [InlineData("http://localhost:9000")]
    [InlineData("ws://exchange:9000")]
    public void Encrypted_local_and_named_addresses_pass(string address) =>
        Assert.Equal(new Uri(address), PlaintextRule.Check(address, ["exchange"]));

    [Theory]
    [InlineData("ws://stream.example.com")]
    [InlineData("http://10.0.0.7")]
    [InlineData("ftp://localhost")]
    [InlineData("stream.example.com")]
    public void Everything_else_is_refused(string address) =>
        Assert.Throws<ArgumentException>(() => PlaintextRule.Check(address, ["exchange"]));
}

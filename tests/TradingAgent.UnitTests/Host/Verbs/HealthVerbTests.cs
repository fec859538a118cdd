using TradingAgent.Host.Composition;
using TradingAgent.Host.Verbs;
using Xunit;

namespace TradingAgent.UnitTests.Host.Verbs;

/// <summary>What the containers' health checks ask.</summary>
public sealed class HealthVerbTests
{
    [Fact]
    public async Task An_exchange_that_runs_answers_with_its_time_and_one_that_is_gone_does_not()
    {
        var console = new RecordingConsole();
        string address;
        await using (LocalExchange exchange =
            await LocalExchange.StartAsync(new LocalExchangeSettings(), CancellationToken.None))
        {
            address = exchange.BaseAddress.Authority;
            Assert.Equal(ExitCode.Ok, await AskAsync(address, console));
            Assert.Contains("timeNano", Assert.Single(console.Said), StringComparison.Ordinal);
            string everywhere = address.Replace("127.0.0.1", "0.0.0.0", StringComparison.Ordinal);
            Assert.Equal(ExitCode.Ok, await AskAsync(everywhere, console));
        }
        Assert.Equal(ExitCode.CheckFailed, await AskAsync(address, console));
    }

    [Theory]
    [InlineData("http://0.0.0.0:8081", "http://127.0.0.1:8081/")]
    [InlineData("http://[::]:8081", "http://[::1]:8081/")]
    [InlineData("http://10.0.0.7:8081", "http://10.0.0.7:8081/")]
    [InlineData("http://agent:8081", "http://agent:8081/")]
    public void Who_listens_everywhere_is_asked_on_this_machine(string listens, string asked) =>
        Assert.Equal(asked, HealthVerb.Reachable(new Uri(listens)).AbsoluteUri);

    private static Task<int> AskAsync(string address, RecordingConsole console)
    {
        Verb verb = HealthVerb.Create();
        return verb.Run(VerbArguments.Parse(verb, ["--exchange", address], console));
    }
}

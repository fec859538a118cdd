using TradingAgent.Host.Composition;
using TradingAgent.Host.Verbs;
using Xunit;

namespace TradingAgent.UnitTests.Host.Verbs;

/// <summary>The health check of a container that runs the exchange alone.</summary>
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
        }
        Assert.Equal(ExitCode.CheckFailed, await AskAsync(address, console));
    }

    private static Task<int> AskAsync(string address, RecordingConsole console)
    {
        Verb verb = HealthVerb.Create();
        return verb.Run(VerbArguments.Parse(verb, ["--exchange", address], console));
    }
}

using System.Text.Json;
using TradingAgent.Runtime.Journal;
using Xunit;

namespace TradingAgent.EndToEndTests;

/// <summary>An operator speaks to the real agent, and the journal says what he asked and why.</summary>
[Collection(AgainstTheClock.Name)]
public sealed class OperatorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ta-").FullName;

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Each_verb_does_what_it_says_and_is_in_the_journal()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        using AgentProcess agent = AgentProcess.Start("run", "--seed", "3", "--data", Data);
        await agent.SaysAsync("Control ");
        await agent.SaysAsync("Connect ");
        Assert.Equal("Normal", (await FiguresAsync("status")).GetProperty("mode").GetString());

        JsonElement halted = await FiguresAsync("halt", "--why", "a look at the book");
        Assert.Equal("Halted", halted.GetProperty("mode").GetString());
        Assert.Equal("Operator", halted.GetProperty("breaches")[0].GetProperty("limit").GetString());
        Assert.Equal(1, await ExitAsync("resume", "DayLoss"));
        Assert.Equal(2, await ExitAsync("resume", "nothing-such"));
        Assert.Equal(0, await ExitAsync("resume", "Policy", "--why", "the drawdown is known"));
        Assert.Equal("Normal", (await FiguresAsync("resume", "Operator")).GetProperty("mode").GetString());

        Assert.Equal(1, await ExitAsync("limits", "--set", "StablecoinBand=0.02"));
        Assert.Equal(0, await ExitAsync("limits", "--set", "StablecoinBand=0.005"));
        Assert.Equal(0, await ExitAsync("limits", "--set", "StablecoinBand=0.008", "--confirm"));
        JsonElement limits = await FiguresAsync("limits");
        Assert.Equal(0.008, limits.GetProperty("StablecoinBand").GetProperty("value").GetDouble());
        JsonElement aimed = await FiguresAsync("target", "BTC", "-1.5");
        JsonElement bitcoin = aimed.GetProperty("underlyings").GetProperty("BTC");
        // The demo's policies add a little of their own to it; the journal below has the figure itself.
        Assert.Equal(-1.5, bitcoin.GetProperty("target").GetDouble(), 0.6);
        Assert.Equal(0, await ExitAsync("cancel-all", "--why", "to begin anew"));
        Assert.Equal(0, await ExitAsync("watch", "--every", "100ms", "--for", "300ms"));

        await SeeClockAsync(agent);
        (int code, JsonElement last) = await ExplainAsync("--last");
        Assert.Equal(0, code);
        string order = last.GetProperty("order").GetString()!;
        (code, JsonElement live) = await ExplainAsync("--order", order);
        Assert.Equal(0, code);
        Assert.Equal(1, (await ExplainAsync("--order", order[..order.LastIndexOf('-')] + "-999999")).Code);
        Assert.Equal(2, (await ExplainAsync("--order", "nobody's")).Code);
        JsonElement flat = await FiguresAsync("flatten", "--underlying", "ETH", "--why", "done for today");
        Assert.Equal("Flatten", flat.GetProperty("underlyings").GetProperty("ETH").GetProperty("mode").GetString());

        agent.Terminate();
        Assert.True(await agent.EndsAsync() == 0, agent.Output);
        Assert.Equal(69, await ExitAsync("status"));
        (code, JsonElement offline) = await ExplainAsync("--order", order);
        Assert.Equal(0, code);
        foreach (string said in (string[])["sequence", "command", "touch", "gate", "underlyings", "reports"])
            Assert.Equal(offline.GetProperty(said).GetRawText(), live.GetProperty(said).GetRawText());
        (OperatorRequested Request, string Why)[] asked = [.. Journaled()];
        Assert.Contains(asked, a => a.Request.Action == OperatorAction.CancelAll && a.Why == "to begin anew");
        Assert.Contains(asked, a => a.Request.Action == OperatorAction.Flatten && a.Why == "done for today");
        Assert.Equal([0.005, 0.008], asked.Where(a => a.Request.Action == OperatorAction.SetParameter)
            .Select(a => a.Request.Value).Where(value => value > 0));
        Assert.Contains(asked, a => a.Request.Action == OperatorAction.Halt && a.Why == "a look at the book");
        Assert.Equal([LimitKind.Policy, LimitKind.Operator], asked.Select(a => a.Request.Limit).Where(l => l != 0));
        Assert.Contains(asked, a => a.Request is { Action: OperatorAction.SetParameter, Value: -1.5 });
        Assert.All(asked.Where(a => a.Request.Action != OperatorAction.Drain), a =>
            Assert.StartsWith(Environment.UserName[..1], a.Request.Who.ToString(), StringComparison.Ordinal));
        using AgentProcess verify = AgentProcess.Start("verify", Data);
        Assert.True(await verify.EndsAsync() == 0, verify.Output);
    }

    /// <summary>Once an order rests, status tells how far the venue's clock is and how old its messages come.</summary>
    private async Task SeeClockAsync(AgentProcess agent)
    {
        await agent.SaysAsync("Resting ");
        JsonElement venue = (await FiguresAsync("status")).GetProperty("venues").GetProperty("bybit");
        Assert.InRange(venue.GetProperty("clockOffsetMs").GetDouble(), -5_000, 5_000);
        Assert.InRange(venue.GetProperty("messageAgeMs").GetDouble(), -5_000, 60_000);
    }

    private IEnumerable<(OperatorRequested Request, string Why)> Journaled()
    {
        using DataFolder folder = DataFolder.ForReading(Data);
        using JournalReader journal = new(folder);
        while (journal.Read())
            if (journal.Type == RecordType.Event && journal.Event.Kind == EventKind.OperatorRequested)
                yield return (journal.Event.Operator, journal.Event.Operator.Why.ToString());
    }

    /// <summary>From the agent while it runs, from its folder when it does not.</summary>
    private async Task<(int Code, JsonElement Told)> ExplainAsync(params string[] words)
    {
        using AgentProcess process = AgentProcess.Start(["explain", .. words, "--data", Data, "--json"]);
        int code = await process.EndsAsync();
        return (code, code == 0 ? JsonSerializer.Deserialize<JsonElement>(process.Output) : default);
    }

    private async Task<int> ExitAsync(params string[] words)
    {
        using AgentProcess process = AgentProcess.Start([.. words, "--data", Data]);
        return await process.EndsAsync();
    }

    private async Task<JsonElement> FiguresAsync(params string[] words)
    {
        using AgentProcess process = AgentProcess.Start([.. words, "--data", Data, "--json"]);
        Assert.True(await process.EndsAsync() == 0, process.Output);
        return JsonSerializer.Deserialize<JsonElement>(process.Output).GetProperty("figures");
    }
}

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
        Assert.Equal("Normal", (await FiguresAsync("resume", "Operator")).GetProperty("mode").GetString());

        Assert.Equal(1, await ExitAsync("limits", "--set", "StablecoinBand=0.02"));
        Assert.Equal(0, await ExitAsync("limits", "--set", "StablecoinBand=0.005"));
        Assert.Equal(0, await ExitAsync("limits", "--set", "StablecoinBand=0.008", "--confirm"));
        JsonElement limits = await FiguresAsync("limits");
        Assert.Equal(0.008, limits.GetProperty("StablecoinBand").GetProperty("value").GetDouble());
        JsonElement aimed = await FiguresAsync("target", "BTC", "-1.5");
        JsonElement bitcoin = aimed.GetProperty("underlyings").GetProperty("BTC");
        Assert.Equal(-1.5, bitcoin.GetProperty("target").GetDouble());
        Assert.Equal(0, await ExitAsync("cancel-all"));
        Assert.Equal(0, await ExitAsync("watch", "--every", "100ms", "--for", "300ms"));

        agent.Terminate();
        Assert.True(await agent.EndsAsync() == 0, agent.Output);
        Assert.Equal(69, await ExitAsync("status"));
        (OperatorRequested Request, string Why)[] asked = [.. Journaled()];
        Assert.Contains(asked, a => a.Request.Action == OperatorAction.Halt && a.Why == "a look at the book");
        Assert.Contains(asked, a => a.Request.Limit == LimitKind.Operator);
        Assert.Contains(asked, a => a.Request is { Action: OperatorAction.SetParameter, Value: -1.5 });
        Assert.All(asked.Where(a => a.Request.Action != OperatorAction.Drain), a =>
            Assert.StartsWith(Environment.UserName[..1], a.Request.Who.ToString(), StringComparison.Ordinal));
        using AgentProcess verify = AgentProcess.Start("verify", Data);
        Assert.True(await verify.EndsAsync() == 0, verify.Output);
    }

    private IEnumerable<(OperatorRequested Request, string Why)> Journaled()
    {
        using DataFolder folder = DataFolder.ForReading(Data);
        using JournalReader journal = new(folder);
        while (journal.Read())
            if (journal.Type == RecordType.Event && journal.Event.Kind == EventKind.OperatorRequested)
                yield return (journal.Event.Operator, journal.Event.Operator.Why.ToString());
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

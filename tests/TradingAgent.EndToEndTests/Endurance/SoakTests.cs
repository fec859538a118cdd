using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Xunit;

namespace TradingAgent.EndToEndTests.Endurance;

/// <summary>
/// Half an hour, or half a minute, of a fast market over a wire that is cut, stands still and loses answers: the agent
/// needs no more memory and no more handles for it, and knows of every order what became of it.
/// </summary>
[Collection(AgainstTheClock.Name)]
public sealed class SoakTests : IDisposable
{
    /// <summary>Of the market: brings 2,000 messages a second to the agent.</summary>
    private const string Speed = "2";

    private static readonly TimeSpan Lasts = LongRuns.AreWanted ? TimeSpan.FromMinutes(30) : TimeSpan.FromSeconds(27);
    private static readonly TimeSpan FaultEvery = TimeSpan.FromSeconds(LongRuns.AreWanted ? 20 : 5);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(LongRuns.AreWanted ? 60 : 9);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("trading-agent-").FullName;
    private readonly List<Sample> _samples = [];
    private readonly Queue<(TimeSpan At, Action Do)> _plan = [];

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Nothing_grows_and_nothing_stays_unknown_over_a_wire_that_fails()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "handles and memory are counted in /proc");
        using RunningExchange exchange = await RunningExchange.StartAsync("--seed", "9", "--speed", Speed);
        await using var wire = new FaultyWire(exchange.Address);
        using var page = new MetricsPage();
        string file = Path.Combine(_folder, "report.json");
        var settings = new Dictionary<string, string>(KillTests.Busy, StringComparer.Ordinal);
        settings.Add(page.Setting.Key, page.Setting.Value);
        using AgentProcess agent = exchange.StartAgentAt(
            wire.Address, settings, "run", "--speed", Speed, "--data", Data, "--report", file);
        await agent.SaysAsync("Resting ");
        Plan(wire);
        await TormentAsync(agent, page);
        await LongRuns.UntilAsync(
            async () => (await page.ReadAsync("trading_agent_orders_unknown")).Sum() == 0, "every order is known",
            Patience, () => agent.Output);
        agent.Terminate();
        Assert.True(await agent.EndsAsync() == 0, agent.Output);
        Say(wire);
        CheckFlat();
        await CheckEndAsync(exchange.Witness, file, agent);
    }

    /// <summary>One fault after the other, in turn: each ends before the next begins.</summary>
    private void Plan(FaultyWire wire)
    {
        int turn = 0;
        for (TimeSpan at = FaultEvery; at < Lasts - Calm; at += FaultEvery, turn++)
        {
            switch (turn % 3)
            {
                case 0:
                    _plan.Enqueue((at, wire.LoseAnswers));
                    _plan.Enqueue((at + TimeSpan.FromMilliseconds(300), wire.Cut));
                    break;
                case 1:
                    _plan.Enqueue((at, wire.Cut));
                    break;
                default:
                    _plan.Enqueue((at, wire.Stand));
                    _plan.Enqueue((at + TimeSpan.FromSeconds(3), wire.Go));
                    break;
            }
        }
    }

    private async Task TormentAsync(AgentProcess agent, MetricsPage page)
    {
        long began = Stopwatch.GetTimestamp();
        TimeSpan sampleAt = TimeSpan.Zero;
        await LongRuns.UntilAsync(
            async () =>
            {
                TimeSpan now = Stopwatch.GetElapsedTime(began);
                while (_plan.TryPeek(out (TimeSpan At, Action Do) next) && next.At <= now) _plan.Dequeue().Do();
                if (now < sampleAt) return now > Lasts;
                sampleAt += Lasts / 36;
                double messages = (await page.ReadAsync("trading_agent_stream_messages_total")).Sum();
                _samples.Add(new Sample(now, agent.ResidentMegabytes, agent.Handles, agent.Threads, (long)messages));
                return now > Lasts;
            },
            "the soak is over", Lasts + Patience, () => agent.Output);
    }

    /// <summary>
    /// What the second half needs at most is what the middle needed, a little aside: a leak of any size shows over half
    /// an hour. Half a minute is still warming up, so that it only shows one that is steep.
    /// </summary>
    private void CheckFlat()
    {
        Sample[] middle = [.. _samples.Skip(_samples.Count / 3).Take(_samples.Count / 3)];
        Sample[] end = [.. _samples.Skip(_samples.Count * 2 / 3)];
        double allowed = LongRuns.AreWanted ? 16 : 96;
        Assert.InRange(end.Max(s => s.Megabytes), 0, middle.Max(s => s.Megabytes) + allowed);
        Assert.InRange(end.Max(s => s.Handles), 0, middle.Max(s => s.Handles) + 4);
        Assert.InRange(end.Max(s => s.Threads), 0, middle.Max(s => s.Threads) + 4);
        Assert.InRange(MessagesPerSecond, LongRuns.AreWanted ? 2000 : 1000, double.MaxValue);
    }

    private async Task CheckEndAsync(VenueWitness venue, string file, AgentProcess agent)
    {
        using JsonDocument report = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        foreach (string figure in (string[])["ordersPlaced", "ordersAmended", "unknownOrders", "fills"])
            LongRuns.Say($"{figure}: {report.RootElement.GetProperty(figure)}");
        Assert.Equal(0, report.RootElement.GetProperty("unknownAtEnd").GetInt32());
        Assert.True(report.RootElement.GetProperty("positionsMatchVenue").GetBoolean(), agent.Output);
        Assert.Empty((await venue.OpenOrdersAsync()).Select(order => order.GetRawText()));
        AgentBooks books = AgentBooks.Read(Data);
        Assert.Equal(await venue.PositionsAsync(), books.Positions);
        using AgentProcess verify = AgentProcess.Start("verify", Data);
        Assert.True(await verify.EndsAsync() == 0, verify.Output);
        LongRuns.Say(verify.Output);
    }

    private double MessagesPerSecond =>
        (_samples[^1].Messages - _samples[0].Messages) / (_samples[^1].At - _samples[0].At).TotalSeconds;

    private void Say(FaultyWire wire)
    {
        LongRuns.Say(FormattableString.Invariant(
            $"{_samples[^1].Messages} messages, {MessagesPerSecond:0} a second, {wire.Connections} connections"));
        foreach (Sample sample in (Sample[])[_samples[0], _samples[_samples.Count / 2], _samples[^1]])
            LongRuns.Say(sample.ToString());
        LongRuns.Say(string.Join(' ', _samples.Select(s => s.Megabytes.ToString("0", CultureInfo.InvariantCulture))));
    }

    private readonly record struct Sample(TimeSpan At, double Megabytes, int Handles, int Threads, long Messages);
}

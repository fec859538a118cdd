using System.Text.Json;
using Xunit;

namespace TradingAgent.EndToEndTests.Endurance;

/// <summary>The agent is killed at moments it does not know of, and finds everything again.</summary>
[Collection(AgainstTheClock.Name)]
public sealed class KillTests : IDisposable
{
    private const string LinearOrders = "category=linear&settleCoin=USDT&limit=50";
    private const string LinearFills = "category=linear&limit=100";

    /// <summary>An option leg may be traded too; of options the venue lists one coin at a time.</summary>
    private static readonly string[] OptionShelves = ["category=option&baseCoin=BTC", "category=option&baseCoin=ETH"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Bands so narrow that there is always something to hedge: load, and an order soon after each
    /// start.</summary>
    internal static readonly Dictionary<string, string> Busy = new(StringComparer.Ordinal)
    {
        ["TRADINGAGENT__Scaling__BandKind"] = "fixed",
        ["TRADINGAGENT__Scaling__BandDelta"] = "0.002",
        ["TRADINGAGENT__Scaling__BandInnerShare"] = "0",
        ["TRADINGAGENT__Scaling__ETH__BandDelta"] = "0.02",
        ["TRADINGAGENT__Execution__RequoteIntervalMin"] = "80ms",
    };

    private const int UnpacedMax = 30;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(7);

    private readonly string _folder = Directory.CreateTempSubdirectory("trading-agent-").FullName;
    private readonly Random _chance = new(LongRuns.Seed);
    private readonly Dictionary<string, HashSet<string>> _orderIdsByLink = new(StringComparer.Ordinal);
    private readonly HashSet<string> _executions = new(StringComparer.Ordinal);
    private readonly List<DateTimeOffset> _starts = [];
    private int _killedWithOrders;
    private int _killedInRecovery;

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_killed_agent_leaves_no_order_and_doubles_none()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        int kills = LongRuns.Kills;
        using RunningExchange exchange = await RunningExchange.StartAsync("--seed", "5");
        VenueWitness venue = exchange.Witness;
        // A life whose last order ended as it was killed is one more, not one of those that count.
        for (int life = 0; _killedWithOrders < kills; life++)
        {
            Assert.True(life < (kills * 2) + 4, $"Only {_killedWithOrders} of {life} kills left an order.");
            await TradeAndDieAsync(exchange, isFirst: life == 0);
        }

        string file = Path.Combine(_folder, "report.json");
        using AgentProcess agent = await StartAsync(exchange, "--report", file);
        await TradesAsync(agent, venue);
        await LongRuns.UntilAsync(KnowsAllAsync, "every order is known", Patience, () => agent.Output);
        agent.Terminate();
        Assert.True(await agent.EndsAsync() == 0, agent.Output);
        await CollectAsync(venue);
        Recoveries recoveries = Recoveries.Read(Data, _starts);
        Say(recoveries);

        Assert.Empty((await venue.OpenOrdersAsync()).Select(order => order.GetRawText()));
        Assert.All(_orderIdsByLink, order => Assert.True(order.Value.Count == 1, $"{order.Key} was placed twice"));
        Assert.DoesNotContain("", _orderIdsByLink.Keys);
        using JsonDocument report = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        Assert.True(report.RootElement.GetProperty("positionsMatchVenue").GetBoolean(), agent.Output);
        Assert.Equal(0, report.RootElement.GetProperty("unknownAtEnd").GetInt32());
        AgentBooks books = AgentBooks.Read(Data);
        Assert.Equal(await venue.PositionsAsync(), books.Positions);
        Assert.Equal(0, books.LiveOrders);
        Assert.Equal(_executions.Count, books.Fills);
        CheckTimes(recoveries);
        using AgentProcess verify = AgentProcess.Start("verify", Data);
        Assert.True(await verify.EndsAsync() == 0, verify.Output);
        Assert.Contains("0 differences", verify.Output, StringComparison.Ordinal);
        LongRuns.Say(verify.Output);
    }

    /// <summary>
    /// One life: sometimes it is killed while it still recovers, always with orders resting and fills just made.
    /// </summary>
    private async Task TradeAndDieAsync(RunningExchange exchange, bool isFirst)
    {
        VenueWitness venue = exchange.Witness;
        if (!isFirst && _chance.Next(3) == 0)
        {
            using AgentProcess early = await StartAsync(exchange);
            await early.SaysAsync(_chance.Next(2) == 0 ? "Start " : "Connect ");
            early.Kill();
            await early.EndsAsync();
            _killedInRecovery++;
        }
        using AgentProcess agent = await StartAsync(exchange);
        await TradesAsync(agent, venue);
        int wanted = (await FillsAsync(venue)) + _chance.Next(1, 4);
        await LongRuns.UntilAsync(
            async () => await FillsAsync(venue) >= wanted && (await LinearOpenAsync(venue)).Count > 0,
            "more fills and an order that rests", Patience, () => agent.Output);
        for (int more = _chance.Next(0, 8); more > 0; more--) await venue.NowAsync();
        agent.Kill();
        await agent.EndsAsync();
        if ((await LinearOpenAsync(venue)).Count > 0) _killedWithOrders++;
        await CollectAsync(venue);
    }

    /// <summary>Waits until the agent has placed an order that nobody placed before it began.</summary>
    private async Task TradesAsync(AgentProcess agent, VenueWitness venue)
    {
        await agent.SaysAsync("Connect ");
        await LongRuns.UntilAsync(
            async () =>
            {
                IEnumerable<JsonElement> orders = (await LinearOpenAsync(venue))
                    .Concat(await venue.NewestAsync("/v5/order/realtime", LinearOrders + "&openOnly=1"));
                return orders.Any(order => !_orderIdsByLink.ContainsKey(VenueWitness.Text(order, "orderLinkId")));
            },
            "the agent trades again", Patience, () => agent.Output);
    }

    /// <summary>
    /// Each life aims elsewhere, so that each has something to hedge as soon as it may. Many lives are spread over
    /// time: the venue refuses an address its 500th connection in five minutes, and a life makes ten.
    /// </summary>
    private async Task<AgentProcess> StartAsync(RunningExchange exchange, params string[] more)
    {
        if (LongRuns.Kills > UnpacedMax && _starts.Count > 0)
        {
            await LongRuns.UntilAsync(
                () => Task.FromResult(DateTimeOffset.UtcNow - _starts[^1] >= Pace),
                "the next life may begin",
                Patience);
        }
        string sign = _starts.Count % 2 == 0 ? "" : "-";
        var settings = new Dictionary<string, string>(Busy, StringComparer.Ordinal)
        {
            ["TRADINGAGENT__Scaling__BTC__TargetDelta"] = sign + "0.5",
            ["TRADINGAGENT__Scaling__ETH__TargetDelta"] = sign + "5",
        };
        _starts.Add(DateTimeOffset.UtcNow);
        return exchange.StartAgentAt(exchange.Address, settings, ["run", "--data", Data, .. more]);
    }

    private async Task<bool> KnowsAllAsync()
    {
        using AgentProcess status = AgentProcess.Start("status", "--data", Data, "--json");
        if (await status.EndsAsync() != 0) return false;
        JsonElement told = JsonSerializer.Deserialize<JsonElement>(status.Output);
        return told.GetProperty("figures").GetProperty("unknownOrders").GetInt32() == 0;
    }

    private static Task<List<JsonElement>> LinearOpenAsync(VenueWitness venue) =>
        venue.ListAsync("/v5/order/realtime", LinearOrders);

    private async Task<int> FillsAsync(VenueWitness venue) =>
        Count(await venue.NewestAsync("/v5/execution/list", LinearFills));

    private int Count(IEnumerable<JsonElement> executions)
    {
        foreach (JsonElement row in executions) _executions.Add(VenueWitness.Text(row, "execId"));
        return _executions.Count;
    }

    /// <summary>The venue forgets in time, so what it lists is kept here.</summary>
    private async Task CollectAsync(VenueWitness venue)
    {
        List<JsonElement> orders = await LinearOpenAsync(venue);
        orders.AddRange(await venue.ListAsync("/v5/order/history", LinearOrders));
        foreach (string shelf in OptionShelves)
        {
            orders.AddRange(await venue.ListAsync("/v5/order/realtime", shelf + "&limit=50"));
            orders.AddRange(await venue.ListAsync("/v5/order/history", shelf + "&limit=50"));
            Count(await venue.ListAsync("/v5/execution/list", shelf + "&limit=100"));
        }
        foreach (JsonElement order in orders)
        {
            string link = VenueWitness.Text(order, "orderLinkId");
            if (!_orderIdsByLink.TryGetValue(link, out HashSet<string>? ids)) _orderIdsByLink[link] = ids = [];
            ids.Add(VenueWitness.Text(order, "orderId"));
        }
        Count(await venue.ListAsync("/v5/execution/list", LinearFills));
    }

    private void Say(Recoveries recoveries)
    {
        LongRuns.Say($"{_orderIdsByLink.Count} orders, {_executions.Count} fills; {_killedWithOrders} kills with " +
            $"orders resting, {_starts.Count - 1 - _killedInRecovery} in all, {_killedInRecovery} more in recovery");
        LongRuns.Say($"start of the process to the first new order of an underlying: {Spread(recoveries.Plain)}; " +
            $"with one in doubt: {Spread(recoveries.InDoubt)}");
    }

    /// <summary>A share of 95 in 100 means something from some dozens on.</summary>
    private static void CheckTimes(Recoveries recoveries)
    {
        Assert.NotEmpty(recoveries.Plain);
        if (recoveries.Plain.Count >= 20) Assert.InRange(At(recoveries.Plain, 0.95), 0, 3);
        if (recoveries.InDoubt.Count > 0) Assert.InRange(At(recoveries.InDoubt, 0.95), 0, 15);
    }

    private static string Spread(List<double> seconds) => seconds.Count == 0 ? "none" : FormattableString.Invariant(
        $"p50 {At(seconds, 0.5):0.00} s, p95 {At(seconds, 0.95):0.00} s, most {seconds.Max():0.00} s ") +
        $"of {seconds.Count}";

    private static double At(List<double> seconds, double share) =>
        seconds.Order().ElementAt(Math.Min(seconds.Count - 1, (int)(share * seconds.Count)));
}

using System.Text.Json;
using Xunit;

namespace TradingAgent.EndToEndTests.Endurance;

/// <summary>
/// The storms' faults over real sockets: the exchange's wire breaks by plans drawn from seeds, the agent is killed in
/// the middle of them, and in its last life it has to come through every fault by itself.
/// </summary>
[Collection(AgainstTheClock.Name)]
public sealed class FaultPlanTests : IDisposable
{
    private const string Portfolio = "category=linear&settleCoin=USDT&limit=50";

    /// <summary>
    /// A ban is left to the plans: who was banned stays away for ten minutes, longer than anybody waits here.
    /// </summary>
    private static readonly string[] Faults =
    [
        "MessageLost", "MessageDuplicated", "MessageReordered", "MessageLate", "MessageCorrupted",
        "AcknowledgementLost", "ServerError", "RejectStorm", "StaleBook", "PrivateStreamSilent", "Maintenance",
    ];

    private static readonly int Lives = LongRuns.AreWanted ? 20 : 2;
    private static readonly double Seconds = LongRuns.AreWanted ? 6 : 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Kills, faults and the witness may have used up an address's weight of the minute: the agent then asks for its
    /// account when the next minute begins, and at most fifteen seconds into it.
    /// </summary>
    private static readonly TimeSpan RestsWithin = TimeSpan.FromSeconds(90);

    private readonly string _folder = Directory.CreateTempSubdirectory("ta-").FullName;
    private readonly Random _chance = new(LongRuns.Seed);
    private readonly Dictionary<string, string> _orderIdsByLink = new(StringComparer.Ordinal);
    private bool _isBinance;

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("bybit")]
    [InlineData("binance")]
    public async Task A_wire_that_breaks_by_plan_and_kills_in_the_middle_leave_nothing_lost_and_nothing_doubled(
        string venue)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        _isBinance = venue == "binance";
        using RunningExchange exchange = await RunningExchange.StartAsync("--seed", "12", "--faults");
        for (int life = 1; life <= Lives; life++)
        {
            using AgentProcess doomed = exchange.StartAgentAt(
                exchange.Address, Settings(), "run", "--data", Data);
            await doomed.SaysAsync("Resting ", RestsWithin);
            await exchange.FaultsAsync(HttpMethod.Post, $"?seed={LongRuns.Seed + life}&seconds=30&keep=0.6");
            await PassAsync(TimeSpan.FromSeconds(1 + (_chance.NextDouble() * 5)));
            doomed.Kill();
            await doomed.EndsAsync();
            await exchange.FaultsAsync(HttpMethod.Delete);
            await CollectAsync(exchange);
        }

        string file = Path.Combine(_folder, "report.json");
        using var page = new MetricsPage();
        Dictionary<string, string> settings = Settings();
        settings.Add(page.Setting.Key, page.Setting.Value);
        using AgentProcess agent = exchange.StartAgentAt(
            exchange.Address, settings, "run", "--data", Data, "--report", file);
        await agent.SaysAsync("Resting ", RestsWithin);
        foreach (string fault in Faults) await StrikeAsync(exchange, fault, agent);
        JsonElement struck = (await exchange.FaultsAsync(HttpMethod.Delete)).GetProperty("struck");
        await LongRuns.UntilAsync(
            async () => (await page.ReadAsync("trading_agent_orders_unknown")).Sum() == 0
                && (await page.ReadAsync("trading_agent_stream_connected")).All(connected => connected == 1)
                && (await page.ReadAsync("trading_agent_mode")).All(mode => mode == 0)
                && await HasNewOrderAsync(exchange)
                && (await page.ReadAsync("trading_agent_orders_open")).Sum() == (await OpenAsync(exchange)).Count,
            "it trades again, every order known and open where it thinks so, and every stream up",
            // An order whose end was lost is found by the next report, half a minute later at most.
            2 * Patience, () => agent.Output,
            _isBinance ? BinanceWitness.EverySeconds : 0.1);
        agent.Terminate();
        Assert.True(await agent.EndsAsync() == 0, agent.Output);
        LongRuns.Say($"struck: {struck.GetRawText()}");

        await CollectAsync(exchange);
        Assert.All(Faults, fault => Assert.True(struck.GetProperty(fault).GetInt64() > 0, fault + " never struck"));
        await CheckEndAsync(exchange, agent, file);
    }

    private Task<List<JsonElement>> OpenAsync(RunningExchange exchange) =>
        _isBinance ? exchange.Futures.OpenOrdersAsync() : exchange.Witness.OpenOrdersAsync();

    /// <summary>One fault, for its time and until it has struck: some wait for an order.</summary>
    private static async Task StrikeAsync(RunningExchange exchange, string fault, AgentProcess agent)
    {
        double share = fault.StartsWith("Message", StringComparison.Ordinal) ? 0.05 : 0.5;
        long before = await StruckAsync();
        await exchange.FaultsAsync(
            HttpMethod.Post, FormattableString.Invariant($"?kind={fault}&seconds=120&share={share}"));
        await PassAsync(TimeSpan.FromSeconds(Seconds));
        await LongRuns.UntilAsync(
            async () => await StruckAsync() > before, fault + " strikes", Patience, () => agent.Output);
        await exchange.FaultsAsync(HttpMethod.Delete);

        async Task<long> StruckAsync() =>
            (await exchange.FaultsAsync(HttpMethod.Get)).GetProperty("struck").GetProperty(fault).GetInt64();
    }

    private async Task CheckEndAsync(RunningExchange exchange, AgentProcess agent, string file)
    {
        Assert.Empty((await OpenAsync(exchange)).Select(order => order.GetRawText()));
        using JsonDocument report = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        Assert.True(report.RootElement.GetProperty("positionsMatchVenue").GetBoolean(), agent.Output);
        Assert.Equal(0, report.RootElement.GetProperty("unknownAtEnd").GetInt32());
        AgentBooks books = AgentBooks.Read(Data);
        Assert.Equal(
            _isBinance ? await exchange.Futures.PositionsAsync() : await exchange.Witness.PositionsAsync(),
            books.Positions);
        Assert.Equal(0, books.LiveOrders);
        using AgentProcess verify = AgentProcess.Start("verify", Data);
        Assert.True(await verify.EndsAsync() == 0, verify.Output);
        Assert.Contains("0 differences", verify.Output, StringComparison.Ordinal);
    }

    private static async Task PassAsync(TimeSpan time)
    {
        DateTimeOffset until = DateTimeOffset.UtcNow + time;
        await LongRuns.UntilAsync(() => Task.FromResult(DateTimeOffset.UtcNow >= until), "time passes", 2 * Patience);
    }

    private Dictionary<string, string> Settings() => new(
        _isBinance ? KillTests.Busy.Concat(RunningExchange.OnBinance) : KillTests.Busy, StringComparer.Ordinal);

    /// <summary>An order that was not there when it was last looked.</summary>
    private async Task<bool> HasNewOrderAsync(RunningExchange exchange) =>
        (_isBinance
            ? await exchange.Futures.OpenOrdersAsync()
            : await exchange.Witness.NewestAsync("/v5/order/realtime", Portfolio))
        .Any(order => !_orderIdsByLink.ContainsKey(IdsOf(order).Ours));

    /// <summary>Each of our ids belongs to one order of the venue, however often it was asked for.</summary>
    private async Task CollectAsync(RunningExchange exchange)
    {
        List<JsonElement> orders;
        if (_isBinance) orders = await exchange.Futures.OrdersAsync();
        else
        {
            orders = await exchange.Witness.ListAsync("/v5/order/realtime", Portfolio);
            orders.AddRange(await exchange.Witness.ListAsync("/v5/order/history", Portfolio));
        }
        Assert.NotEmpty(orders);
        foreach (JsonElement order in orders)
        {
            (string link, string id) = IdsOf(order);
            Assert.Equal(id, _orderIdsByLink.GetValueOrDefault(link, id));
            _orderIdsByLink[link] = id;
        }
    }

    private (string Ours, string Venues) IdsOf(JsonElement order) => _isBinance
        ? (VenueWitness.Text(order, "clientOrderId"), order.GetProperty("orderId").GetRawText())
        : (VenueWitness.Text(order, "orderLinkId"), VenueWitness.Text(order, "orderId"));
}

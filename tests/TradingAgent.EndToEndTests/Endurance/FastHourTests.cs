using System.Globalization;
using System.Text.Json;
using Xunit;

namespace TradingAgent.EndToEndTests.Endurance;

/// <summary>
/// Twenty times life's speed over 08:00 UTC, when options expire and funding is paid: an hour of it, or some minutes.
/// </summary>
[Collection(AgainstTheClock.Name)]
public sealed class FastHourTests : IDisposable
{
    private const string Speed = "20";

    private static readonly DateTimeOffset Expiry = new(2026, 3, 27, 8, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(LongRuns.AreWanted ? 30 : 4.5);
    private static readonly TimeSpan After = TimeSpan.FromMinutes(LongRuns.AreWanted ? 30 : 2.5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly string _folder = Directory.CreateTempSubdirectory("trading-agent-").FullName;

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Expired_options_leave_and_cash_agrees_to_the_last_digit()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        string start = (Expiry - Before).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        using RunningExchange exchange = await RunningExchange.StartAsync(
            "--seed", "3", "--speed", Speed, "--start", start);
        VenueWitness venue = exchange.Witness;
        string[] expiring = [.. (await venue.PositionsAsync()).Keys.Where(Expires)];
        Assert.NotEmpty(expiring);

        string file = Path.Combine(_folder, "report.json");
        using AgentProcess agent = exchange.StartAgent("run", "--speed", Speed, "--data", Data, "--report", file);
        await agent.SaysAsync("Adopted ");
        Assert.True(await venue.NowAsync() < Expiry, "The agent took its positions over after the expiry.");
        await LongRuns.UntilAsync(
            async () => await venue.NowAsync() > Expiry + After && (await TradesAfterAsync(venue)).Count > 0,
            "hedges after the expiry", Patience, () => agent.Output);
        agent.Terminate();
        Assert.True(await agent.EndsAsync() == 0, agent.Output);

        SortedDictionary<string, decimal> positions = await venue.PositionsAsync();
        Assert.DoesNotContain(positions.Keys, Expires);
        AgentBooks books = AgentBooks.Read(Data);
        Assert.Equal(positions, books.Positions);
        SortedDictionary<string, decimal> wallet = await venue.WalletAsync();
        await SayAsync(venue, books, wallet, expiring.Length, agent.Output);
        Assert.Equal(wallet, books.Wallet);
        Assert.Equal(wallet, books.Reckoned);
        Assert.Equal(expiring.Length, books.Deliveries);
        Assert.True(books.Fundings > 0);
        Assert.Empty((await venue.OpenOrdersAsync()).Select(order => order.GetRawText()));
        await CheckReportAsync(file, agent);
        using AgentProcess verify = AgentProcess.Start("verify", Data);
        Assert.True(await verify.EndsAsync() == 0, verify.Output);
        Assert.Contains("0 differences", verify.Output, StringComparison.Ordinal);
        LongRuns.Say(verify.Output);
    }

    private static bool Expires(string symbol) =>
        symbol.Contains(Expiry.ToString("-dMMMyy-", CultureInfo.InvariantCulture).ToUpperInvariant(),
            StringComparison.Ordinal);

    private static async Task<List<JsonElement>> TradesAfterAsync(VenueWitness venue)
    {
        IEnumerable<JsonElement> newest = await venue.NewestAsync(
            "/v5/execution/list", "category=linear&execType=Trade&limit=100");
        return [.. newest.Where(row => VenueWitness.Number(row, "execTime") > Expiry.ToUnixTimeMilliseconds())];
    }

    private static async Task CheckReportAsync(string file, AgentProcess agent)
    {
        using JsonDocument report = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        Assert.True(report.RootElement.GetProperty("positionsMatchVenue").GetBoolean(), agent.Output);
        Assert.Equal(0, report.RootElement.GetProperty("unknownAtEnd").GetInt32());
        JsonElement hedged = report.RootElement.GetProperty("inBandShare");
        JsonElement unhedged = report.RootElement.GetProperty("inBandShareUnhedged");
        LongRuns.Say($"in band {hedged}, unhedged {unhedged}; {report.RootElement.GetProperty("fills")} fills");
        if (LongRuns.AreWanted) Assert.True(hedged.GetDouble() > unhedged.GetDouble(), agent.Output);
    }

    private static async Task SayAsync(
        VenueWitness venue, AgentBooks books, SortedDictionary<string, decimal> wallet, int expired, string output)
    {
        LongRuns.Say($"exchange time {await venue.NowAsync():u}; {expired} options expired, {books.Deliveries} " +
            $"deliveries and {books.Fundings} fundings booked, {books.Fills} fills");
        foreach ((string coin, decimal told) in wallet)
            LongRuns.Say($"{coin}: venue {told}, agent {books.Wallet.GetValueOrDefault(coin)}, reckoned " +
                $"{books.Reckoned.GetValueOrDefault(coin)}");
        foreach ((string what, decimal moved) in books.Moved) LongRuns.Say($"agent: {what} {moved}");
        foreach (IGrouping<string, string> kind in output.Split('\n').Where(IsWarning).GroupBy(Kind))
            LongRuns.Say($"{kind.Count()} times: {kind.First()}");
    }

    private static bool IsWarning(string line) =>
        line.Contains(" WRN ", StringComparison.Ordinal) || line.Contains(" ERR ", StringComparison.Ordinal);

    /// <summary>A log line without its time and its numbers.</summary>
    private static string Kind(string line) => string.Concat(line.Where(letter => !char.IsAsciiDigit(letter)));
}

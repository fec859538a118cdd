using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradingAgent.Host.Configuration;
using TradingAgent.Host.Observability;
using TradingAgent.Host.Verbs;
using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Safety;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Host.Composition;

/// <summary>The agent's life as a hosted service: start, trade until told to stop, drain, report.</summary>
internal sealed class AgentService(
    AgentConfiguration configuration,
    RunRequest request,
    StopSignals signals,
    AgentHealth health,
    IHostApplicationLifetime lifetime,
    ILoggerFactory loggers,
    ILogger<AgentService> log) : BackgroundService
{
    private const string ReportName = "session-report.json";

    private static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private bool _hasTraded;

    /// <summary>What the process returns once this has ended.</summary>
    public int ExitCode { get; private set; } = Verbs.ExitCode.InternalStop;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, signals.Token);
            ExitCode = await RunAsync(stop);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            ExitCode = OrdersMayRest() ? Verbs.ExitCode.Unavailable : Verbs.ExitCode.Ok;
        }
        catch (Exception error) when (error is UsageException or ConfigurationException)
        {
            AgentLog.Failed(log, error.Message);
            ExitCode = Verbs.ExitCode.BadUsage;
        }
        catch (Exception error) when (IsUnavailable(error))
        {
            AgentLog.Failed(log, error.Message);
            ExitCode = Verbs.ExitCode.Unavailable;
        }
        catch (Exception error)
        {
            AgentLog.Broke(log, error);
            ExitCode = Verbs.ExitCode.InternalStop;
        }
        finally
        {
            if (!_hasTraded && OrdersMayRest()) AgentLog.OrdersMayRest(log, request.DataFolder);
            health.Enter("stopped", ready: false);
            lifetime.StopApplication();
        }
    }

    /// <summary>
    /// True when the run before this start left orders that nobody looks after: a demo's exchange is gone with it, and
    /// an agent that holds the folder looks after its own.
    /// </summary>
    private bool OrdersMayRest() => !DemoFolder.IsDemo(request.DataFolder)
        && HeartbeatMark.OrdersMayRest(request.DataFolder) && !DataFolder.IsHeld(request.DataFolder);

    private static bool IsUnavailable(Exception error) => error is
        DataFolderException or JournalDamageException or VenueUnreachableException or VenueSetupException
        or IOException or HttpRequestException or UnauthorizedAccessException;

    private async Task<int> RunAsync(CancellationTokenSource stop)
    {
        AgentOptions options = configuration.Options;
        AgentLog.Starting(log, CommandLine.Version, options.Environment, configuration.Source, request.DataFolder);
        if (options.Environment != AgentEnvironment.Demo || !options.Venues.HaveNoAddress)
        {
            DemoFolder.RefuseDemo(request.DataFolder);
            return await TradeAsync(null, await ExchangeTime.OfAsync(configuration, request.Speed, stop.Token), stop);
        }
        DemoFolder.PrepareForDemo(request.DataFolder);
        var settings = new LocalExchangeSettings
        {
            Speed = request.Speed,
            Seed = request.Seed,
            Start = request.Start,
            MarketPath = request.MarketPath,
            SurfacePath = request.SurfacePath,
            Portfolio = LocalExchangeSettings.DemoPortfolioWord,
            DividesPortfolio = true,
            Protocol = options.Venues.Protocol,
        };
        await using LocalExchange exchange = await LocalExchange.StartAsync(settings, stop.Token);
        AgentLog.ExchangeUp(
            log, exchange.BaseAddress, exchange.InstrumentCount, exchange.PositionCount, request.Seed, request.Speed);
        var local = new LocalAccess(exchange.BaseAddress, new Secret(settings.ApiKey), new Secret(settings.ApiSecret));
        return await TradeAsync(local, exchange.Time, stop);
    }

    private async Task<int> TradeAsync(LocalAccess? local, TimeProvider time, CancellationTokenSource stop)
    {
        await using AgentSession session =
            await AgentSession.StartAsync(configuration, request, local, time, loggers, stop.Token);
        _hasTraded = true;
        foreach (VenueEntry venue in session.Venues)
        {
            string address = local?.Address.Authority ?? venue.Address;
            int instruments = session.Runtime.Instruments.All.Count(i => i.Terms.Venue == venue.Venue);
            if (session.Runtime.Missing.Contains(venue.Venue))
                AgentLog.Missing(log, venue.Venue, address, instruments);
            else AgentLog.Connected(log, venue.Venue, address, instruments);
        }
        signals.CancelAll = () =>
        {
            session.Runtime.KillSwitch.Trip("A second signal came while draining.", null);
            return session.Runtime.KillSwitch.Killed;
        };
        Tell(session.State);
        using var reload = new ReloadSignal(
            new ConfigurationReload(
                configuration, () => session.Fitting(AgentConfiguration.Load(request.ConfigFile))),
            next => session.Reconfigure(next, request.Speed), log);
        long began = TimeProvider.System.GetTimestamp();
        if (request.RunFor is { } limit) stop.CancelAfter(limit);
        string reason = await WatchAsync(session, stop.Token);
        double seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        health.Enter("draining", ready: false);
        AgentLog.Draining(log, reason);
        (SessionReport report, PositionCheck check) = await session.StopAsync(seconds, log);
        Write(report, check);
        return CodeOf(
            signals.IsHurried, session.Runtime.KillSwitch.IsTripped,
            session.Runtime.IsEmptyAtVenues && !session.Runtime.VenueFailed.IsCompleted, check.Match);
    }

    /// <summary>What a run that traded returns: zero only when nothing is left for a human to look after.</summary>
    /// <param name="isHurried">A second signal came, which kills to cancel: that is its doing, not a fault.</param>
    /// <param name="isKilled">The kill switch tripped.</param>
    /// <param name="hadVenues">No venue gave up, and each confirmed that no order of ours is open.</param>
    /// <param name="positionsMatch">What the last comparison said; null when it could not be made.</param>
    internal static int CodeOf(bool isHurried, bool isKilled, bool hadVenues, bool? positionsMatch)
    {
        if (isHurried) return Verbs.ExitCode.LeftAtOnce;
        if (isKilled) return Verbs.ExitCode.InternalStop;
        if (!hadVenues) return Verbs.ExitCode.Unavailable;
        return positionsMatch == false ? Verbs.ExitCode.CheckFailed : Verbs.ExitCode.Ok;
    }

    /// <summary>Ends when told to stop, when the venue gave up, or when the kill switch tripped; says why.</summary>
    private async Task<string> WatchAsync(AgentSession session, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(LookEvery);
        long next = Environment.TickCount64 + (long)StatusEvery.TotalMilliseconds;
        while (true)
        {
            try
            {
                await timer.WaitForNextTickAsync(stop);
            }
            catch (OperationCanceledException)
            {
                return signals.Token.IsCancellationRequested ? "signal received" : "time is up";
            }
            if (session.Runtime.KillSwitch.IsTripped) return "kill switch tripped";
            if (session.Runtime.VenueFailed.IsCompleted) return "the venue gave up";
            Tell(session.State);
            session.Metrics.Feed();
            if (Environment.TickCount64 < next) continue;
            next += (long)StatusEvery.TotalMilliseconds;
            session.Status.Write();
        }
    }

    private void Tell(string state) => health.Enter(state, ready: state == Readiness.Trading);

    private void Write(SessionReport report, PositionCheck check)
    {
        foreach (string difference in check.Differences) AgentLog.PositionDiffers(log, difference);
        if (check.Match == true) AgentLog.PositionsAgree(log, check.Compared);
        string file = Path.Combine(request.DataFolder, ReportName);
        File.WriteAllText(file, report.Json);
        if (request.ReportFile is { } wanted) File.WriteAllText(wanted, report.Json);
        AgentLog.Reported(
            log, report.Fills, Share(report.MakerShare), Share(report.InBandShare), report.OrdersPlaced,
            report.RealisedPnl, report.Fees, request.ReportFile ?? file);

        // A run that ends within its first seconds has measured nothing, which is not a share of null.
        static string Share(double? share) => share?.ToString("P0", CultureInfo.InvariantCulture) ?? "not measured";
    }
}

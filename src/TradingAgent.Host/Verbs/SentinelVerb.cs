using Microsoft.Extensions.Logging;
using Serilog.Core;
using Serilog.Extensions.Logging;
using TradingAgent.Host.Composition;
using TradingAgent.Host.Configuration;
using TradingAgent.Host.Control;
using TradingAgent.Host.Observability;
using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Safety;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Host.Verbs;

/// <summary><c>sentinel</c>: a second, small process that cancels when the agent falls silent.</summary>
internal static class SentinelVerb
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(90);

    public static Verb Create() => new()
    {
        Name = "sentinel",
        Summary = "watch a running agent and cancel its orders when it falls silent",
        Description = """
            Watches the heartbeat in the agent's data folder from a process, and best a container, of its
            own, with keys of its own if the configuration it is given names them. When the heartbeat stops
            it cancels every order of the agent's instance at every enabled venue, whether or not another
            one answers, and closes futures positions if told to: reduce-only at market, until flat, for
            half a minute at each venue, then it says what is left. Options are not closed. An orderly stop
            of the agent does not fire it. An agent does not trade while it fires; one that lives, or was
            only suspended, halts when it finds the mark that firing leaves in its data folder.
            """,
        Options =
        [
            new("--data", "DIR", "the data folder of the agent (default ./data)"),
            new("--config", "FILE", "configuration, of the agent or of the sentinel alone"),
            new("--silence", "TIME", "how long the heartbeat may be silent (default 5s)"),
            new("--start-within", "TIME", "how long a start may take (default 90s)"),
            new("--flatten", null, "also close the futures positions that the configuration lets trade"),
        ],
        Examples = [("trading-agent sentinel --data /data --flatten", "watches until Ctrl-C")],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(VerbArguments arguments)
    {
        AgentConfiguration configuration = AgentConfiguration.Load(arguments.Text("--config"));
        AgentOptions options = configuration.Options;
        if (options.Environment == AgentEnvironment.Demo && options.Venues.HaveNoAddress)
            throw new UsageException("the demo's exchange lives and dies with the agent; there is nothing to watch.");
        await using Logger serilog = LoggingSetup.Create(options.Logging, configuration.Variables);
        using var loggers = new SerilogLoggerFactory(serilog);
        ILogger log = loggers.CreateLogger<Sentinel>();
        string folder = arguments.Text("--data", "./data");
        DataFolder.Make(folder);
        using var signals = new StopSignals(() => Environment.Exit(ExitCode.LeftAtOnce));
        signals.Listen();
        IReadOnlyList<VenueEntry> entries = VenueRegistry.Entries(
            configuration, null, Path.Combine(folder, "quarantine"), TimeProvider.System);
        bool flattens = arguments.Has("--flatten");
        if (flattens)
            foreach (VenueEntry entry in entries.Where(e => e.Flatten is null)) SentinelLog.Leaves(log, entry.Title);
        await using AlertWebhook? webhook = AlertWebhook.Create(configuration, log);
        TimeSpan silence = arguments.Time("--silence") ?? Silence;
        var watch = new SentinelWatch(silence, arguments.Time("--start-within") ?? Start);
        var sentinel = new Sentinel(
            folder, watch, [.. entries.Select(entry => new SentinelVenue(
                entry.Title, ct => CancelAsync(entry, options, loggers, ct),
                flattens && entry.Flatten is not null ? ct => FlattenAsync(entry, options, loggers, ct) : null))],
            log, webhook is null ? null : webhook.Tell);
        SentinelLog.Watching(log, Path.GetFullPath(folder), silence, string.Join(", ", entries.Select(e => e.Title)));
        await sentinel.RunAsync(signals.Token);
        return ExitCode.Ok;
    }

    private static async Task<int> CancelAsync(
        VenueEntry entry, AgentOptions options, ILoggerFactory loggers, CancellationToken ct)
    {
        SteadyClock clock = await ClockAsync(entry, ct);
        return await VenueRegistry.CancelAllAsync(entry, options, clock, loggers, ct);
    }

    private static async Task<FlattenOutcome> FlattenAsync(
        VenueEntry entry, AgentOptions options, ILoggerFactory loggers, CancellationToken ct)
    {
        SteadyClock clock = await ClockAsync(entry, ct);
        await using IVenue venue = entry.Create(options.Instance, null, clock, loggers);
        VenueCatalog catalog = await venue.LoadCatalogAsync(VenueRegistry.Scope(options), ct);
        HashSet<string> meant = [.. catalog.Instruments
            .Where(instrument => ScopeRules.IsTradable(options.Scope, instrument))
            .Select(instrument => instrument.Symbol)];
        return await entry.Flatten!(clock, meant.Contains, ct);
    }

    /// <summary>
    /// The venue's own time, asked for when it is needed: a request stamped by a clock that is off is refused, and
    /// nobody looks after this machine's while the agent is dead.
    /// </summary>
    private static async Task<SteadyClock> ClockAsync(VenueEntry entry, CancellationToken ct)
    {
        TimeProvider wall = TimeProvider.System;
        try
        {
            TimeSpan offset = await entry.Offset(wall, ct);
            return new SteadyClock(new ScaledTimeProvider(wall, wall.GetUtcNow() + offset, 1));
        }
        catch (VenueUnreachableException)
        {
            return new SteadyClock(wall);
        }
    }
}

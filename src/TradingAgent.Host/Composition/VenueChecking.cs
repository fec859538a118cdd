using Microsoft.Extensions.Logging;
using TradingAgent.Host.Configuration;
using TradingAgent.Host.Verbs;
using TradingAgent.Runtime.Journal;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Setup;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Host.Composition;

/// <summary>Everything that <c>check</c> looks at, from a configuration to lines and an exit code.</summary>
/// <param name="configuration">The venues, the keys and the scope.</param>
/// <param name="dataFolder">Where an earlier run may have left its journal.</param>
/// <param name="local">The demo's own exchange, or null.</param>
/// <param name="time">That exchange's clock, or the machine's.</param>
internal sealed class VenueChecking(
    AgentConfiguration configuration, string dataFolder, LocalAccess? local, TimeProvider time)
{
    private readonly AgentOptions _options = configuration.Options;

    /// <summary>The enabled venues.</summary>
    public IReadOnlyList<VenueEntry> Entries() =>
        VenueRegistry.Entries(configuration, local, Path.Combine(dataFolder, "quarantine"), time);

    /// <summary>Looks at one venue, and with <paramref name="trade"/> proves the path with one order.</summary>
    public async Task<(IReadOnlyList<CheckRow> Rows, int ExitCode)> RunAsync(
        VenueEntry entry, bool trade, ILoggerFactory loggers, CancellationToken ct)
    {
        VenueScope scope = VenueRegistry.Scope(_options);
        using IVenueCheck check = entry.Check();
        List<CheckRow> rows =
            [.. await check.RunAsync(scope, i => ScopeRules.IsTradable(_options.Scope, i), ct)];
        if (!check.IsReachable) return (rows, ExitCode.Unavailable);
        if (check.EquityUsd is not null && local is null)
            await CompareAsync(entry, check, rows, ct);
        bool isReady = rows.TrueForAll(row => row.State != CheckState.Wrong);
        if (trade && isReady) rows.AddRange(await ProveAsync(entry, scope, check, loggers, ct));
        else if (trade)
            rows.Add(new("trade", CheckState.Unknown, "not tried while something is wrong", "mend that first"));
        return (rows, rows.Exists(row => row.State == CheckState.Wrong) ? ExitCode.CheckFailed : ExitCode.Ok);
    }

    private async Task<IReadOnlyList<CheckRow>> ProveAsync(
        VenueEntry entry, VenueScope scope, IVenueCheck check, ILoggerFactory loggers, CancellationToken ct)
    {
        Instrument? chosen = check.Instruments
            .Where(i => i.Terms.IsFuture && !i.Terms.IsInverse)
            .OrderByDescending(i => ScopeRules.IsTradable(_options.Scope, i))
            .ThenByDescending(i => i.Terms.IsPerpetual)
            .FirstOrDefault();
        if (chosen is null && check.Instruments.Any(i => i.Terms.IsOption))
            return [new("trade", CheckState.Note, "no order is tried on options alone: they are held, not traded")];
        if (chosen is null) return [new("trade", CheckState.Wrong, "there is no linear contract to try it on")];
        return await new TradeProof(name => entry.Create(name, null, new SteadyClock(time), loggers), time)
            .RunAsync(scope, chosen.Symbol, ct);
    }

    private async Task CompareAsync(VenueEntry entry, IVenueCheck check, List<CheckRow> rows, CancellationToken ct)
    {
        try
        {
            if (EarlierRun.Positions(dataFolder, entry.Venue) is not { } held) return;
            rows.Add(EarlierRun.Compare(
                held, await check.PositionsAsync(ct), check.EquityUsd,
                _options.Environment == AgentEnvironment.Testnet));
        }
        catch (Exception e) when (e is VenueUnreachableException or DataFolderException or IOException
            or JournalDamageException)
        {
            rows.Add(new("earlier run", CheckState.Unknown, e.Message));
        }
    }
}

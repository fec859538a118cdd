using System.Globalization;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Bybit.Setup;

/// <summary>
/// Looks at everything that a run will need of the venue and of the account, changes nothing, and says what is right
/// and what is not.
/// </summary>
public sealed class BybitCheck : IVenueCheck
{
    private readonly BybitOptions _options;
    private readonly VenueClock _clock;
    private readonly BybitRest _rest;
    private readonly TimeProvider _time;
    private readonly List<CheckRow> _rows = [];

    /// <param name="options">Hosts, key and what is wanted of the account.</param>
    /// <param name="time">Our clock.</param>
    public BybitCheck(BybitOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _clock = new VenueClock(new SteadyClock(time));
        _rest = new BybitRest(options, _clock);
    }

    /// <summary>False after a run to which the venue did not answer at all.</summary>
    public bool IsReachable { get; private set; }

    /// <summary>The account's worth in dollars as the venue sees it; null when it could not be asked.</summary>
    public decimal? EquityUsd { get; private set; }

    /// <summary>The venue's instruments within the scope; empty before a run.</summary>
    public IReadOnlyList<Instrument> Instruments { get; private set; } = [];

    /// <summary>Looks at everything once, in the order of the answer's lines.</summary>
    /// <param name="scope">What the agent would load.</param>
    /// <param name="isTraded">What it may trade of that.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<IReadOnlyList<CheckRow>> RunAsync(
        VenueScope scope, Func<Instrument, bool> isTraded, CancellationToken ct)
    {
        _rows.Clear();
        if (!await LookAtReachAsync(ct).ConfigureAwait(false)) return _rows;
        await new StreamReach(_options).LookAsync(_rows, ct).ConfigureAwait(false);
        await LookAsync("instruments", () => LookAtInstrumentsAsync(scope, isTraded, ct)).ConfigureAwait(false);
        var account = new AccountLook(_options, _rest, _rows);
        bool isKeyGood = await account.LookAtKeyAsync(ct).ConfigureAwait(false);
        if (!isKeyGood) return _rows;
        Instrument[] traded = [.. Instruments.Where(isTraded)];
        await LookAsync("account", () => account.LookAtAccountAsync(traded, ct)).ConfigureAwait(false);
        await LookAsync("price clamp", () => account.LookAtClampAsync(ct)).ConfigureAwait(false);
        await LookAsync("position mode", () => account.LookAtPositionModeAsync(traded, ct)).ConfigureAwait(false);
        await LookAsync("fees", () => account.LookAtFeesAsync(traded, ct)).ConfigureAwait(false);
        await LookAsync("balances", async () =>
            EquityUsd = await account.LookAtBalancesAsync(ct).ConfigureAwait(false)).ConfigureAwait(false);
        await LookAsync("rate limits", () => account.LookAtLimitsAsync(ct)).ConfigureAwait(false);
        await LookAsync("dead-man's switch", () => account.LookAtSwitchAsync(ct)).ConfigureAwait(false);
        return _rows;
    }

    /// <summary>Open positions by the venue's symbol.</summary>
    /// <exception cref="VenueUnreachableException">The venue did not answer, or refused.</exception>
    public Task<IReadOnlyDictionary<string, NetQuantity>> PositionsAsync(CancellationToken ct) =>
        BybitPositions.ReadAsync(_options, _time, ct);

    public void Dispose() => _rest.Dispose();

    private async Task<bool> LookAtReachAsync(CancellationToken ct)
    {
        try
        {
            ClockReading reading = await VenueTime.Probe(_rest, _clock).ReadAsync(ct)
                .ConfigureAwait(false);
            IsReachable = true;
            _rows.Add(new("reachability", CheckState.Right, string.Create(CultureInfo.InvariantCulture,
                $"{_options.Hosts.Rest} answers in {reading.RoundTrip.Nanoseconds / 1e6:0.0} ms")));
            _rows.Add(ClockCheck.Look(reading, _options.ClockOffsetMax));
            return true;
        }
        catch (Exception e) when (e is VenueUnreachableException || VenueFrames.IsBadFrame(e))
        {
            _rows.Add(new(
                "reachability", CheckState.Wrong, _rest.Scrub(e.Message),
                "check the address and the network; HTTP 403 means a ban, or a country that is not served"));
            return false;
        }
    }

    private async Task LookAtInstrumentsAsync(VenueScope scope, Func<Instrument, bool> isTraded, CancellationToken ct)
    {
        VenueCatalog catalog = await new BybitCatalogue(_rest, VenueId.Bybit).LoadAsync(scope, ct)
            .ConfigureAwait(false);
        Instruments = catalog.Instruments;
        InstrumentLook.Look(_rows, catalog, scope, isTraded, "bybit:BTCUSDT");
    }

    private async Task LookAsync(string subject, Func<Task> look)
    {
        try
        {
            await look().ConfigureAwait(false);
        }
        catch (Exception e) when (e is VenueUnreachableException || VenueFrames.IsBadFrame(e))
        {
            _rows.Add(new(subject, CheckState.Unknown, _rest.Scrub(e.Message), "ask again later"));
        }
    }
}

using System.Globalization;
using System.Text.Json;
using TradingAgent.Venues.Binance.Futures;
using TradingAgent.Venues.Binance.Options;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Binance.Trading;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance.Setup;

/// <summary>
/// Looks at everything that a run will need of Binance's futures or options and of the account, changes nothing, and
/// says what is right and what is not.
/// </summary>
public sealed class BinanceCheck : IVenueCheck
{
    private readonly BinanceOptions _options;
    private readonly IProduct _product;
    private readonly VenueClock _clock;
    private readonly BinanceRest _rest;
    private readonly List<CheckRow> _rows = [];

    /// <param name="options">Hosts, key and what is wanted of the account.</param>
    /// <param name="venue">Futures or options.</param>
    /// <param name="time">Our clock.</param>
    public BinanceCheck(BinanceOptions options, VenueId venue, TimeProvider time)
    {
        _options = options;
        _product = venue == VenueId.BinanceOptions ? new OptionsProduct() : new FuturesProduct();
        _clock = new VenueClock(new SteadyClock(time));
        _rest = new BinanceRest(options, _product.RestAddress(options.Hosts), _clock);
    }

    public bool IsReachable { get; private set; }

    public decimal? EquityUsd { get; private set; }

    public IReadOnlyList<Instrument> Instruments { get; private set; } = [];

    public async Task<IReadOnlyList<CheckRow>> RunAsync(
        VenueScope scope, Func<Instrument, bool> isTraded, CancellationToken ct)
    {
        _rows.Clear();
        // Before anything that needs a key: it may be a reason not to ask for one.
        if (TestnetNote(_rest.Address, _product.Venue) is { } note) _rows.Add(note);
        if (!await LookAtReachAsync(ct).ConfigureAwait(false)) return _rows;
        await LookAtStreamsAsync(ct).ConfigureAwait(false);
        await LookAsync("instruments", () => LookAtInstrumentsAsync(scope, isTraded, ct)).ConfigureAwait(false);
        if (_options.Key.IsEmpty)
        {
            _rows.Add(new("key", CheckState.Wrong, "no key is configured",
                "set ApiKeyVariable and ApiSecretVariable (or the files) in Venues.Binance"));
            return _rows;
        }
        Instrument[] traded = [.. Instruments.Where(isTraded)];
        bool ofOptions = _product.Venue == VenueId.BinanceOptions;
        var account = ofOptions ? null : new FuturesLook(_options, _rest, _rows);
        bool isKeyGood = account is not null
            ? await account.LookAtAccountAsync(traded, ct).ConfigureAwait(false)
            : await new OptionsLook(_options, _rest, _rows).LookAtAccountAsync(ct).ConfigureAwait(false);
        if (!isKeyGood) return _rows;
        if (account is not null)
        {
            await LookAsync("fees", () => account.LookAtFeesAsync(traded, ct)).ConfigureAwait(false);
            await LookAsync("balances", async () =>
                EquityUsd = await account.LookAtBalancesAsync(ct).ConfigureAwait(false)).ConfigureAwait(false);
        }
        else
        {
            var options = new OptionsLook(_options, _rest, _rows);
            await LookAsync("fees", () => options.LookAtFeesAsync(ct)).ConfigureAwait(false);
            await LookAsync("balances", async () =>
                EquityUsd = await options.LookAtBalancesAsync(ct).ConfigureAwait(false)).ConfigureAwait(false);
        }
        AddLimits();
        AddSwitch(ofOptions);
        return _rows;
    }

    public async Task<IReadOnlyDictionary<string, NetQuantity>> PositionsAsync(CancellationToken ct)
    {
        string path = _product.Venue == VenueId.BinanceOptions ? "/eapi/v1/position" : "/fapi/v3/positionRisk";
        BinanceReply reply = await _rest.ReadAsync(path, "", RequestAccess.Signed, ct).ConfigureAwait(false);
        var found = new Dictionary<string, NetQuantity>(StringComparer.Ordinal);
        foreach (JsonElement row in reply.Root().EnumerateArray())
        {
            string name = row.TryGetProperty("positionAmt", out _) ? "positionAmt" : "quantity";
            NetQuantity held = NetQuantity.From(Filters.Number(row, name));
            if (!held.IsZero) found[Filters.Text(row, "symbol")] = held;
        }
        return found;
    }

    /// <summary>The venue's clock less the given one.</summary>
    /// <exception cref="VenueUnreachableException">The venue did not tell its time.</exception>
    public static async Task<TimeSpan> OffsetAsync(
        BinanceOptions options, VenueId venue, TimeProvider time, CancellationToken ct)
    {
        using var check = new BinanceCheck(options, venue, time);
        ClockReading reading = await VenueTime.Probe(check._rest, check._product.Dialect, check._clock, venue)
            .ReadAsync(ct).ConfigureAwait(false);
        return TimeSpan.FromTicks(reading.Offset.Nanoseconds / TimeSpan.NanosecondsPerTick);
    }

    public void Dispose() => _rest.Dispose();

    private async Task<bool> LookAtReachAsync(CancellationToken ct)
    {
        try
        {
            ClockReading reading = await VenueTime.Probe(_rest, _product.Dialect, _clock, _product.Venue)
                .ReadAsync(ct).ConfigureAwait(false);
            IsReachable = true;
            _rows.Add(new("reachability", CheckState.Right, string.Create(CultureInfo.InvariantCulture,
                $"{_rest.Address} answers in {reading.RoundTrip.Nanoseconds / 1e6:0.0} ms")));
            _rows.Add(ClockCheck.Look(reading, _options.ClockOffsetMax));
            return true;
        }
        catch (Exception e) when (e is VenueUnreachableException || VenueFrames.IsBadFrame(e))
        {
            _rows.Add(new(
                "reachability", CheckState.Wrong, _rest.Scrub(e.Message),
                "check the address and the network; HTTP 403 means a firewall, 418 a ban, 451 a country not served"));
            return false;
        }
    }

    private async Task LookAtStreamsAsync(CancellationToken ct)
    {
        foreach (string road in (string[])["public", "market"])
            await SocketLook.LookAsync(
                _rows, road + " stream",
                PlaintextRule.Check($"{_options.Hosts.Stream}/{road}/stream", _options.AllowPlaintextHosts), ct)
                .ConfigureAwait(false);
        if (_options.Key.IsEmpty) return;
        if (_product.TradeAddress(_options.Hosts) is { } trade)
            await SocketLook.LookAsync(
                _rows, "order entry", PlaintextRule.Check(trade, _options.AllowPlaintextHosts), ct)
                .ConfigureAwait(false);
        else
            _rows.Add(new("order entry", CheckState.Note, "none here: orders go over REST, and more slowly"));
    }

    private async Task LookAtInstrumentsAsync(VenueScope scope, Func<Instrument, bool> isTraded, CancellationToken ct)
    {
        var counts = new OrderCounts(new VenueRateLimiter([1], 1, 0), _clock);
        VenueCatalog catalog = await _product.LoadAsync(_rest, scope, l => l.Apply(_rest, counts), ct)
            .ConfigureAwait(false);
        Instruments = catalog.Instruments;
        string example = _product.Venue == VenueId.BinanceOptions
            ? "binance-options:BTC-*" : "binance-futures:BTCUSDT";
        InstrumentLook.Look(_rows, catalog, scope, isTraded, example);
    }

    /// <summary>What the options' testnet does not offer; null elsewhere.</summary>
    /// <param name="address">Where questions go.</param>
    /// <param name="venue">Futures or options.</param>
    internal static CheckRow? TestnetNote(string address, VenueId venue)
    {
        bool isPlayMoney = address.Contains("testnet", StringComparison.Ordinal)
            || address.Contains("demo", StringComparison.Ordinal);
        return venue != VenueId.BinanceOptions || !isPlayMoney ? null : new CheckRow(
            "testnet", CheckState.Note,
            "its option books are nearly empty, contracts are missing, its prices drift from mainnet's, and it is "
            + "wiped now and then; it offers no order entry by websocket, no amending, and the switch that cancels to "
            + "market makers alone", "try the path here; calibrate nothing on it");
    }

    private void AddLimits() => _rows.Add(new(
        "rate limits", CheckState.Right,
        $"{_rest.Weight.Limit} weight a minute are granted, "
        + $"{_rest.Weight.UsedAt((_clock.Now + _clock.Offset).Milliseconds)} are used; we send at most "
        + $"{_options.OrdersPerSecond} places, amends and cancels a second each"));

    private void AddSwitch(bool ofOptions)
    {
        if (_options.DeadMansSwitch == TimeSpan.Zero)
            _rows.Add(new("dead-man's switch", CheckState.Note, "switched off",
                "only our own watchdog cancels when the agent is gone; set DeadMansSwitch"));
        else if (ofOptions)
            _rows.Add(new("dead-man's switch", CheckState.Note,
                "set by a run; the venue may refuse it to accounts that are no market makers", "the run says so"));
        else
            _rows.Add(new("dead-man's switch", CheckState.Right,
                $"a run has the venue cancel {_options.DeadMansSwitch.TotalSeconds:0} s after our last sign of life"));
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

using CryptoExchange.Net.SharedApis;
using TradingAgent.Venues.CryptoExchangeNet.Calls;

namespace TradingAgent.Venues.CryptoExchangeNet.Shared;

/// <summary>
/// Looks at an exchange through its shared interfaces, which tell less than a venue's own check asks for. What they
/// leave untold is a line of its own, so that «ready» is not taken for more than it is.
/// </summary>
/// <param name="exchange">Whose.</param>
/// <param name="options">Hosts and the key.</param>
public sealed class SharedCheck(SharedExchange exchange, LibraryOptions options) : IVenueCheck
{
    private readonly SharedConnector _connector = new(exchange, options);
    private readonly List<CheckRow> _rows = [];

    public bool IsReachable { get; private set; }

    /// <summary>Never known: balances are told in their coins, and no dollar rate of those is.</summary>
    public decimal? EquityUsd => null;

    public IReadOnlyList<Instrument> Instruments { get; private set; } = [];

    public async Task<IReadOnlyList<CheckRow>> RunAsync(
        VenueScope scope, Func<Instrument, bool> isTraded, CancellationToken ct)
    {
        _rows.Clear();
        if (!await LookAtInstrumentsAsync(scope, isTraded, ct).ConfigureAwait(false)) return _rows;
        if (Instruments.Any(isTraded))
            _rows.Add(new(
                "orders", CheckState.Note, "they can only take: what would rest is refused, none is amended, and no "
                + "switch of the venue's cancels for us"));
        await LookAsync("balances", () => LookAtBalancesAsync(ct)).ConfigureAwait(false);
        await LookAsync("positions", () => LookAtPositionsAsync(ct)).ConfigureAwait(false);
        _rows.Add(new(
            "not looked at", CheckState.Note, "the clock, the streams, what the key may do and whether the secret "
            + "signs for it, account type, margin and position mode, fees, limits, an earlier run: this venue is "
            + "looked at only through what the connector tells", "see to these at the venue itself"));
        return _rows;
    }

    public async Task<IReadOnlyDictionary<string, NetQuantity>> PositionsAsync(CancellationToken ct)
    {
        var held = new Dictionary<string, NetQuantity>(StringComparer.Ordinal);
        foreach (SharedPosition position in await _connector.PositionsAsync(ct).ConfigureAwait(false))
        {
            if (position.PositionSize == 0) continue;
            Side side = position.PositionSide == SharedPositionSide.Short ? Side.Sell : Side.Buy;
            held[position.Symbol] =
                NetQuantity.Of(side, LibraryNumbers.SizeOf(Math.Abs(position.PositionSize)));
        }
        return held;
    }

    public void Dispose() => _connector.Dispose();

    private async Task<bool> LookAtInstrumentsAsync(
        VenueScope scope, Func<Instrument, bool> isTraded, CancellationToken ct)
    {
        try
        {
            VenueCatalog catalog = await _connector.LoadCatalogAsync(scope, ct).ConfigureAwait(false);
            IsReachable = true;
            Instruments = catalog.Instruments;
            _rows.Add(new("reachability", CheckState.Right, $"{options.Hosts.Rest} answers"));
            string example = Instruments.Count > 0 ? Instruments[0].Symbol : "BTC";
            InstrumentLook.Look(_rows, catalog, scope, isTraded, $"{exchange.Venue}:{example}");
            return true;
        }
        catch (Exception e) when (e is VenueUnreachableException || VenueFrames.IsBadFrame(e))
        {
            _rows.Add(new(
                "reachability", CheckState.Wrong, options.Scrub(e.Message), "check the address and the network"));
            return false;
        }
    }

    private async Task LookAtBalancesAsync(CancellationToken ct)
    {
        string[] coins = [.. (await _connector.BalancesAsync(ct).ConfigureAwait(false))
            .Where(b => b.Total != 0).Select(b => $"{FixedPoint.ToText(LibraryNumbers.RawOf(b.Total))} {b.Asset}")];
        _rows.Add(coins.Length > 0
            ? new("balances", CheckState.Right, string.Join(", ", coins))
            : new("balances", CheckState.Wrong, "the account is empty", "fund it, or see whether the key is its own"));
    }

    private async Task LookAtPositionsAsync(CancellationToken ct)
    {
        IReadOnlyDictionary<string, NetQuantity> held = await PositionsAsync(ct).ConfigureAwait(false);
        _rows.Add(new("positions", CheckState.Right, held.Count == 0
            ? "none" : string.Join(", ", held.Select(position => $"{position.Key} {position.Value}"))));
    }

    private async Task LookAsync(string subject, Func<Task> look)
    {
        try
        {
            await look().ConfigureAwait(false);
        }
        catch (Exception e) when (e is VenueUnreachableException || VenueFrames.IsBadFrame(e))
        {
            _rows.Add(new(subject, CheckState.Unknown, options.Scrub(e.Message), "ask again later"));
        }
    }
}

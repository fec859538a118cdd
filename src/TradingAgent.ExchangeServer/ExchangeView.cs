using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;
using TradingAgent.ExchangeServer.Feeds;

namespace TradingAgent.ExchangeServer;

/// <summary>The exchange as the wire sees it: listings that stay known after they close, and what moved.</summary>
internal sealed class ExchangeView
{
    private readonly List<ListedInstrument?> _listed = [];
    private readonly BookLevel[] _levels = new BookLevel[1000];

    public ExchangeView(SimulatedExchange exchange)
    {
        Exchange = exchange;
        foreach (ListedInstrument instrument in exchange.Instruments) Learn(instrument);
    }

    public SimulatedExchange Exchange { get; }

    public InstrumentActivity Activity { get; } = new();

    /// <summary>Remembers a listing for rows about it that come after it has closed.</summary>
    public void Learn(ListedInstrument instrument)
    {
        while (_listed.Count <= instrument.Id.Index) _listed.Add(null);
        _listed[instrument.Id.Index] = instrument;
    }

    /// <summary>A listing by id, closed ones included.</summary>
    public ListedInstrument Listed(InstrumentId instrument) => _listed[instrument.Index]
        ?? throw new InvalidOperationException($"Instrument {instrument.Index} was never listed.");

    /// <summary>A listing that is not closed, by symbol.</summary>
    public ListedInstrument? Find(string? symbol) =>
        symbol is not null && Exchange.Find(symbol) is { Status: not InstrumentStatus.Closed } found ? found : null;

    /// <summary>The best levels of a side; valid until the next call.</summary>
    public ReadOnlySpan<BookLevel> Levels(InstrumentId instrument, Side side, int depth)
    {
        Span<BookLevel> levels = _levels.AsSpan(0, depth);
        return levels[..Exchange.CopyDepth(instrument, side, levels)];
    }

    /// <summary>Where a position would be liquidated if nothing else moved; zero when it would not.</summary>
    public Price Liquidation(in PositionSnapshot position) =>
        position.Quantity.IsZero || Listed(position.Instrument).Status != InstrumentStatus.Trading
            ? Price.Zero
            : Exchange.LiquidationPrice(position.Account, position.Instrument);

    /// <summary>An account's position, flat rows included, also where the contract has closed meanwhile.</summary>
    public PositionSnapshot Position(AccountId account, InstrumentId instrument) =>
        Listed(instrument).Status == InstrumentStatus.Closed
            ? new PositionSnapshot { Account = account, Instrument = instrument }
            : Exchange.Position(account, instrument);
}

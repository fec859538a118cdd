using TradingAgent.Venues.CryptoExchangeNet.Calls;

namespace TradingAgent.Venues.CryptoExchangeNet;

/// <summary>
/// One exchange of the library's family, as the venue needs it: what can be asked without a run. Everything that is the
/// same for all of them is the venue's.
/// </summary>
internal interface ILibraryExchange : IDisposable
{
    VenueId Venue { get; }

    /// <summary>For humans, such as «Bybit».</summary>
    string Title { get; }

    VenueCapabilities Capabilities { get; }

    /// <summary>How it is asked, and whether it answers.</summary>
    LibraryReads Reads { get; }

    /// <summary>How many message budgets the account has.</summary>
    int Budgets { get; }

    /// <summary>Which of them an instrument's orders use.</summary>
    int BudgetOf(Instrument instrument);

    Task<VenueCatalog> LoadCatalogAsync(VenueScope scope, CancellationToken ct);

    /// <summary>The venue's clock; none when it did not tell.</summary>
    Task<Timestamp> TimeAsync(CancellationToken ct);

    /// <summary>Open orders, ours or everybody's.</summary>
    /// <exception cref="VenueUnreachableException">The venue did not answer.</exception>
    Task<IReadOnlyList<OpenOrder>> ListOpenAsync(bool strangersToo, CancellationToken ct);

    /// <summary>Asks to cancel what was listed; whatever is answered, the next list tells the truth.</summary>
    Task CancelAsync(IReadOnlyList<OpenOrder> open, bool strangersToo, CancellationToken ct);

    /// <summary>What lives as long as one run.</summary>
    ILibraryRun Open(LibrarySession session);
}

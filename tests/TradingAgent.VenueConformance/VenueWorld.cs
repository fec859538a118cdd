using TradingAgent.Venues.Ports;

namespace TradingAgent.VenueConformance;

/// <summary>
/// A venue with an exchange behind it that a test can push: what each venue brings to the suite. The market stands
/// still except for what a test asks for. Venues differ in what they list: one without perpetuals, or without options,
/// says so, and shows the rest.
/// </summary>
public abstract class VenueWorld : IAsyncDisposable
{
    public abstract IVenue Venue { get; }

    public abstract VenueScope Scope { get; }

    /// <summary>Symbol of a perpetual; null where the venue has none.</summary>
    public abstract string? Perpetual { get; }

    /// <summary>Symbol of an option whose ticker flows; null where the venue has none.</summary>
    public abstract string? Option { get; }

    /// <summary>Symbol of the contract that the tests trade.</summary>
    public string Traded => Perpetual ?? Option ?? throw new InvalidOperationException("The world lists nothing.");

    /// <summary>The venue orders its position reports against fills.</summary>
    public virtual bool TellsSequences => true;

    /// <summary>
    /// Somebody trades against the traded contract's book, up to the quantity, no worse than the limit.
    /// </summary>
    public abstract Task TakeAsync(Side side, Price limit, Quantity quantity);

    /// <summary>
    /// The exchange lists a new contract while the venue runs, an option where the venue has options; returns its
    /// symbol.
    /// </summary>
    public abstract Task<string> ListAsync();

    /// <summary>Cuts the account's stream and keeps it cut.</summary>
    public abstract void CutAccountStream();

    /// <summary>Lets the account's stream connect again.</summary>
    public abstract void RestoreAccountStream();

    public abstract ValueTask DisposeAsync();
}

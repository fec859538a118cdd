using TradingAgent.Venues.Ports;

namespace TradingAgent.VenueConformance;

/// <summary>
/// A venue with an exchange behind it that a test can push: what each venue brings to the suite. The market stands
/// still except for what a test asks for.
/// </summary>
public abstract class VenueWorld : IAsyncDisposable
{
    public abstract IVenue Venue { get; }

    public abstract VenueScope Scope { get; }

    /// <summary>Symbol of the perpetual that the tests trade.</summary>
    public abstract string Perpetual { get; }

    /// <summary>Symbol of an option whose ticker flows.</summary>
    public abstract string Option { get; }

    /// <summary>Somebody trades against the book, up to the quantity, no worse than the limit.</summary>
    public abstract Task TakeAsync(Side side, Price limit, Quantity quantity);

    /// <summary>The exchange lists a new option while the venue runs; returns its symbol.</summary>
    public abstract Task<string> ListOptionAsync();

    /// <summary>Cuts the account's stream and keeps it cut.</summary>
    public abstract void CutAccountStream();

    /// <summary>Lets the account's stream connect again.</summary>
    public abstract void RestoreAccountStream();

    public abstract ValueTask DisposeAsync();
}

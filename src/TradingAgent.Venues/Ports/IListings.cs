namespace TradingAgent.Venues.Ports;

/// <summary>Takes what a venue lists while it runs: options are listed daily, and a run may last for weeks.</summary>
public interface IListings
{
    /// <summary>
    /// Registers what is new under ids of its own and takes over changed terms; when this returns, the run's table
    /// knows both and the engine has been told.
    /// </summary>
    /// <returns>The instruments that are new.</returns>
    IReadOnlyList<Instrument> List(VenueCatalog catalog);

    /// <summary>
    /// Takes an instrument that is gone from the venue, settled, flat and without orders of ours. Its id is given to
    /// another one later; saying it again does no harm.
    /// </summary>
    void Retire(Instrument instrument);

    /// <summary>Which streams of new instruments are wanted.</summary>
    VenueSubscriptions Subscribe(IReadOnlyList<Instrument> listed);
}

namespace TradingAgent.Runtime.Live;

/// <summary>
/// Instruments that a venue lists while it runs: registered, announced to the journal and the engine, and given what
/// the configuration says of them.
/// </summary>
/// <param name="registry">Gives ids.</param>
/// <param name="table">The run's table, which learns of them.</param>
/// <param name="subscribe">Which streams of instruments are wanted.</param>
/// <param name="onListed">Called when there are new ones, so that their parameters are set.</param>
/// <param name="onRefused">Told of each that there was no room for.</param>
internal sealed class LiveListings(
    InstrumentRegistry registry,
    InstrumentTable table,
    Func<InstrumentTable, VenueSubscriptions> subscribe,
    Action onListed,
    Action<string> onRefused) : IListings
{
    private readonly HashSet<string> _refused = [];

    public IReadOnlyList<Instrument> List(VenueCatalog catalog)
    {
        // Several venues may list at the same time; the registry and the table belong to all of them.
        lock (registry)
        {
            foreach (string line in registry.Register(catalog))
                if (_refused.Add(line)) onRefused(line);
            IReadOnlyList<Instrument> added = registry.Update(table);
            if (added.Count > 0) onListed();
            return added;
        }
    }

    public void Retire(Instrument instrument)
    {
        lock (registry) registry.Retire(instrument);
    }

    public VenueSubscriptions Subscribe(IReadOnlyList<Instrument> listed)
    {
        var only = new InstrumentTable();
        foreach (Instrument instrument in listed) only.Add(instrument);
        return subscribe(only);
    }
}

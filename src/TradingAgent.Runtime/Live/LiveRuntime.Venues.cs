namespace TradingAgent.Runtime.Live;

/// <summary>
/// The venues of a run. Where there are several, one that does not answer holds up none of the others: it is tried
/// again for as long as the run lasts; what it means that it is missing the engine knows from the first event.
/// </summary>
public sealed partial class LiveRuntime
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    private readonly Lock _missingLock = new();
    private VenueSet _missing;

    /// <summary>The venues that have not answered yet, or answer no more while their account is looked at.</summary>
    public VenueSet Missing
    {
        get
        {
            lock (_missingLock) return _missing;
        }
    }

    /// <summary>True for a venue whose account was compared with our books in this run. Any thread.</summary>
    public bool IsCompared(VenueId venue) => _pipeline.Requests.HasReported(venue) && !Missing.Contains(venue);

    /// <summary>One for each venue, null where it did not answer.</summary>
    /// <exception cref="VenueUnreachableException">None answered; the reason is the first one's.</exception>
    private async Task<IReadOnlyList<VenueCatalog?>> LoadCatalogsAsync(CancellationToken ct)
    {
        var catalogs = new List<VenueCatalog?>();
        VenueUnreachableException? first = null;
        foreach (VenueSeat seat in _settings.Venues)
        {
            try
            {
                catalogs.Add(await seat.Venue.LoadCatalogAsync(seat.Scope, ct));
            }
            catch (VenueUnreachableException error)
            {
                first ??= error;
                catalogs.Add(null);
                SetMissing(seat, isMissing: true);
                LogMissing(seat.Venue.Id, error.Message);
            }
        }
        if (first is not null && catalogs.TrueForAll(c => c is null))
            throw new VenueUnreachableException(first.Message, first);
        return catalogs;
    }

    private void ListInstruments(IReadOnlyList<VenueCatalog?> catalogs)
    {
        _registry = new InstrumentRegistry(
            Recovered.Instruments, _settings.Limits.Instruments - 1, _pipeline.Journal.Announce, Events, Clock,
            _pipeline.IsListed);
        for (int i = 0; i < catalogs.Count; i++)
        {
            if (catalogs[i] is not { } catalog) continue;
            IReadOnlyList<string> refused = _registry.Register(catalog);
            LogCatalogue(
                _settings.Venues[i].Venue.Id, catalog.Instruments.Count, catalog.Skipped.Count + refused.Count);
            foreach (string line in catalog.Skipped.Concat(refused)) LogNote(line);
        }
        Instruments = _registry.BuildTable();
    }

    private void StartVenue(VenueSeat seat, bool isListed)
    {
        var listings = new LiveListings(_registry, Instruments, seat.Subscribe, SetConfigured, LogNote);
        _running.Add((
            seat, Task.Run(() => RunVenueAsync(seat, listings, isListed)), seat.Subscribe(Instruments).Account));
    }

    /// <summary>Runs a venue to the end of the run, or until it fails in a way that no waiting mends.</summary>
    private async Task RunVenueAsync(VenueSeat seat, LiveListings listings, bool isListed)
    {
        TimeSpan pause = FirstPause;
        bool isCleared = seat.Clear is null;
        while (true)
        {
            try
            {
                if (!isListed) List(seat, listings, await seat.Venue.LoadCatalogAsync(seat.Scope, _venuesEnd.Token));
                isListed = true;
                if (Missing.Contains(seat.Venue.Id)) LogAnswers(seat.Venue.Id);
                SetMissing(seat, isMissing: false);
                if (!isCleared) LogCleared(seat.Venue.Id, await seat.Clear!(_venuesEnd.Token));
                isCleared = true;
                await seat.Venue.RunAsync(Instruments, Wanted(seat, listings), Events, _venuesEnd.Token);
                return;
            }
            catch (OperationCanceledException) when (_venuesEnd.IsCancellationRequested)
            {
                // The run ends.
                return;
            }
            catch (VenueUnreachableException error) when (_settings.Venues.Count > 1)
            {
                SetMissing(seat, isMissing: true);
                LogStillMissing(seat.Venue.Id, pause.TotalSeconds, error.Message);
            }
            catch (Exception error)
            {
                LogVenueFailed(seat.Venue.Id, error.Message);
                _venueFailed.TrySetResult(error);
                return;
            }
            await Task.Delay(pause, _venuesEnd.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
        }
    }

    /// <summary>A venue that answers late has its instruments listed as those are that come while it runs.</summary>
    private void List(VenueSeat seat, LiveListings listings, VenueCatalog catalog)
    {
        listings.List(catalog);
        LogCatalogue(seat.Venue.Id, catalog.Instruments.Count, catalog.Skipped.Count);
        foreach (string line in catalog.Skipped) LogNote(line);
    }

    private VenueSubscriptions Wanted(VenueSeat seat, LiveListings listings)
    {
        VenueSubscriptions wanted = seat.Subscribe(Instruments);
        if (wanted.ExecutionsSince.IsNone)
            wanted = wanted with { ExecutionsSince = Recovered.ExecutionsSince[seat.Venue.Id.Index] };
        return wanted with { Listings = listings, IsAlive = () => _heartbeat!.IsMoving };
    }

    private void SetMissing(VenueSeat seat, bool isMissing)
    {
        lock (_missingLock)
            _missing = isMissing ? _missing.With(seat.Venue.Id) : _missing.Without(seat.Venue.Id);
    }
}

namespace TradingAgent.ConcurrencyTests;

/// <summary>
/// A venue with the two doors that matter here: what is handed over rests at once, and the kill path closes the door
/// before it cancels, as the adapters do.
/// </summary>
internal sealed class ModelVenue : IVenue
{
    private bool _isClosed;

    public VenueId Id => VenueId.Simulated;

    public VenueCapabilities Capabilities => throw new NotSupportedException();

    /// <summary>Orders that rest.</summary>
    public List<ClientOrderId> Resting { get; } = [];

    /// <summary>Everything ever taken.</summary>
    public List<ClientOrderId> Taken { get; } = [];

    /// <summary>How often it was told to cancel everything.</summary>
    public int CancelAlls { get; private set; }

    public NotSentReason TrySend(in EngineCommand command)
    {
        // The adapters look and queue within one lock: nothing comes between.
        Explorer.Point();
        if (_isClosed) return NotSentReason.GateClosed;
        Taken.Add(command.Order);
        Resting.Add(command.Order);
        return NotSentReason.None;
    }

    public Task<int> CancelAllAsync(bool strangersToo, CancellationToken ct)
    {
        Explorer.Point();
        CancelAlls++;
        _isClosed = true;
        Explorer.Point();
        Resting.Clear();
        return System.Threading.Tasks.Task.FromResult(0);
    }

    public Task<VenueCatalog> LoadCatalogAsync(VenueScope scope, CancellationToken ct) =>
        throw new NotSupportedException();

    public System.Threading.Tasks.Task RunAsync(
        InstrumentTable instruments, VenueSubscriptions subscriptions, IEventSink events, CancellationToken ct) =>
        throw new NotSupportedException();

    public System.Threading.Tasks.Task ReportStateAsync(int reportId, IEventSink events, CancellationToken ct) =>
        throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

using System.Collections.Concurrent;
using TradingAgent.Domain.Instruments;
using TradingAgent.Venues.Ports;

namespace TradingAgent.UnitTests.Runtime;

/// <summary>A venue that remembers what it was asked, and answers a cancel-all with an event while it runs.</summary>
internal sealed class RecordingVenue : IVenue
{
    private IEventSink? _events;

    /// <summary>What it was to stream, once it runs.</summary>
    public VenueSubscriptions? Subscriptions { get; private set; }

    public VenueId Id { get; init; } = VenueId.Simulated;

    public VenueCapabilities Capabilities { get; } = new()
    {
        AmendsInPlace = true,
        TradesOverWebSocket = false,
        HasOptions = true,
        OrdersPerSecond = 10,
        HasDeadMansSwitch = false,
    };

    public ConcurrentQueue<EngineCommand> Received { get; } = [];

    /// <summary>Called before a command is remembered.</summary>
    public Action<EngineCommand>? OnCommand { get; set; }

    public NotSentReason Answer { get; set; }

    public bool IgnoresCancelAll { get; set; }

    public int CancelAlls;

    public int ReportsAsked;

    public List<Instrument> Catalog { get; } = [];

    public TaskCompletionSource Running { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Exception? CatalogError { get; set; }

    /// <summary>Thrown when it is to run; taken by the throw.</summary>
    public Exception? RunError { get; set; }

    public Exception? CancelError { get; init; }

    public bool CancelHangs { get; init; }

    public Task<VenueCatalog> LoadCatalogAsync(VenueScope scope, CancellationToken ct) =>
        CatalogError is null
            ? Task.FromResult(new VenueCatalog(Catalog, []))
            : Task.FromException<VenueCatalog>(CatalogError);

    public async Task RunAsync(
        InstrumentTable instruments, VenueSubscriptions subscriptions, IEventSink events, CancellationToken ct)
    {
        if (RunError is { } error)
        {
            RunError = null;
            throw error;
        }
        (_events, Subscriptions) = (events, subscriptions);
        Running.TrySetResult();
        await Task.Delay(Timeout.Infinite, ct);
    }

    public NotSentReason TrySend(in EngineCommand command)
    {
        OnCommand?.Invoke(command);
        if (Answer != NotSentReason.None) return Answer;
        Received.Enqueue(command);
        if (command.Kind == CommandKind.CancelAll && !IgnoresCancelAll)
            _events?.Publish(new EngineEvent { Kind = EventKind.OrderCancelled, Venue = Id });
        return NotSentReason.None;
    }

    public Task ReportStateAsync(int reportId, IEventSink events, CancellationToken ct)
    {
        Interlocked.Increment(ref ReportsAsked);
        return Task.CompletedTask;
    }

    public Task<int> CancelAllAsync(bool strangersToo, CancellationToken ct)
    {
        Interlocked.Increment(ref CancelAlls);
        if (CancelHangs) return new TaskCompletionSource<int>().Task;
        if (CancelError is not null) return Task.FromException<int>(CancelError);
        return Task.FromResult(0);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

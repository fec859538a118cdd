namespace TradingAgent.Runtime.Live;

/// <summary>
/// Has venues report their state when the engine asks: one report of a venue at a time, a request during one is
/// answered by one more after it. Ids rise across runs. Any thread; never blocks.
/// </summary>
public sealed class ReportRequests
{
    private readonly IEventSink _events;
    private readonly Action<VenueId, Exception> _onFailed;
    private readonly CancellationToken _ct;
    private readonly int[] _wanted = new int[VenueId.Capacity];
    private int _lastId;

    /// <param name="epoch">The run's epoch: ids begin there.</param>
    /// <param name="events">Where reports go.</param>
    /// <param name="onFailed">Told when a report could not be had; the engine asks again by itself.</param>
    /// <param name="ct">Ends with the run.</param>
    public ReportRequests(uint epoch, IEventSink events, Action<VenueId, Exception> onFailed, CancellationToken ct)
    {
        _lastId = (int)(epoch & int.MaxValue);
        _events = events;
        _onFailed = onFailed;
        _ct = ct;
    }

    public void Request(IVenue venue)
    {
        if (Interlocked.Increment(ref _wanted[venue.Id.Index]) > 1) return;
        _ = Task.Run(() => AnswerAsync(venue));
    }

    private async Task AnswerAsync(IVenue venue)
    {
        int answered;
        do
        {
            answered = Volatile.Read(ref _wanted[venue.Id.Index]);
            try
            {
                await venue.ReportStateAsync(Interlocked.Increment(ref _lastId), _events, _ct);
            }
            catch (Exception error) when (error is not OperationCanceledException || !_ct.IsCancellationRequested)
            {
                _onFailed(venue.Id, error);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
        while (Interlocked.Add(ref _wanted[venue.Id.Index], -answered) > 0);
    }
}

namespace TradingAgent.Runtime.Live;

/// <summary>
/// Has venues report their state when the engine asks: one report of a venue at a time; of several requests during one,
/// only the last is answered, because only the last is awaited. Any thread; never blocks.
/// </summary>
public sealed class ReportRequests
{
    private const int Idle = 0;

    private readonly IEventSink _events;
    private readonly Action<VenueId, Exception> _onFailed;
    private readonly CancellationToken _ct;
    private readonly int[] _wantedId = new int[VenueId.Capacity];
    private readonly bool[] _hasReported = new bool[VenueId.Capacity];

    /// <param name="events">Where reports go.</param>
    /// <param name="onFailed">Told when a report could not be had; the engine asks again by itself.</param>
    /// <param name="ct">Ends with the run.</param>
    public ReportRequests(IEventSink events, Action<VenueId, Exception> onFailed, CancellationToken ct)
    {
        _events = events;
        _onFailed = onFailed;
        _ct = ct;
    }

    /// <summary>True once a venue's account was reported in this run, until a report of it fails. Any thread.</summary>
    public bool HasReported(VenueId venue) => Volatile.Read(ref _hasReported[venue.Index]);

    /// <summary>Asks for the report of an id, which is not 0.</summary>
    public void Request(IVenue venue, int reportId)
    {
        if (Interlocked.Exchange(ref _wantedId[venue.Id.Index], reportId) != Idle) return;
        _ = Task.Run(() => AnswerAsync(venue));
    }

    private async Task AnswerAsync(IVenue venue)
    {
        while (true)
        {
            int id = Volatile.Read(ref _wantedId[venue.Id.Index]);
            try
            {
                await venue.ReportStateAsync(id, _events, _ct);
                Volatile.Write(ref _hasReported[venue.Id.Index], true);
            }
            catch (OperationCanceledException) when (_ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                Volatile.Write(ref _hasReported[venue.Id.Index], false);
                _onFailed(venue.Id, error);
            }
            if (Interlocked.CompareExchange(ref _wantedId[venue.Id.Index], Idle, id) == id) return;
        }
    }
}

using System.Collections.Concurrent;
using TradingAgent.Domain.Instruments;
using TradingAgent.Runtime.Live;
using TradingAgent.Venues.Ports;
using Xunit;

namespace TradingAgent.UnitTests.Runtime.Live;

public sealed class ReportRequestsTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public void Requests_during_a_report_are_answered_by_one_more_with_the_last_id()
    {
        SlowVenue venue = new();
        ReportRequests requests = new(null!, (_, _) => { }, CancellationToken.None);
        Assert.False(requests.HasReported(venue.Id));
        requests.Request(venue, 1);
        Assert.True(SpinWait.SpinUntil(() => venue.Asked.Count == 1, Deadline));
        requests.Request(venue, 2);
        requests.Request(venue, 3);
        venue.Answer.Release();
        Assert.True(SpinWait.SpinUntil(() => venue.Asked.Count == 2, Deadline));
        venue.Answer.Release();
        Assert.True(SpinWait.SpinUntil(() => venue.Answered == 2, Deadline));
        Assert.Equal([1, 3], venue.Asked);
        Assert.True(SpinWait.SpinUntil(() => requests.HasReported(venue.Id), Deadline));
    }

    [Fact]
    public void A_report_that_fails_is_told_and_the_next_is_asked_for()
    {
        SlowVenue venue = new() { Fails = true };
        ConcurrentQueue<VenueId> failed = [];
        ReportRequests requests = new(null!, (id, _) => failed.Enqueue(id), CancellationToken.None);
        requests.Request(venue, 1);
        venue.Answer.Release();
        Assert.True(SpinWait.SpinUntil(() => failed.Count == 1, Deadline));
        Assert.False(requests.HasReported(venue.Id));
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                requests.Request(venue, 2);
                return venue.Asked.Contains(2);
            },
            Deadline));
    }

    private sealed class SlowVenue : IVenue
    {
        public VenueId Id => VenueId.Simulated;

        public VenueCapabilities Capabilities => throw new NotSupportedException();

        public ConcurrentQueue<int> Asked { get; } = [];

        public SemaphoreSlim Answer { get; } = new(0);

        public bool Fails { get; init; }

        public int Answered;

        public async Task ReportStateAsync(int reportId, IEventSink events, CancellationToken ct)
        {
            Asked.Enqueue(reportId);
            await Answer.WaitAsync(ct);
            Interlocked.Increment(ref Answered);
            if (Fails) throw new InvalidOperationException("not now");
        }

        public Task<VenueCatalog> LoadCatalogAsync(VenueScope scope, CancellationToken ct) =>
            throw new NotSupportedException();

        public Task RunAsync(
            InstrumentTable instruments, VenueSubscriptions subscriptions, IEventSink events, CancellationToken ct) =>
            throw new NotSupportedException();

        public NotSentReason TrySend(in EngineCommand command) => throw new NotSupportedException();

        public Task<int> CancelAllAsync(bool strangersToo, CancellationToken ct) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

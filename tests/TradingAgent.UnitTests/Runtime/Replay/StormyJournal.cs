using TradingAgent.Engine.Kernel;
using TradingAgent.Runtime.Pipeline;
using TradingAgent.Simulation.Storm;
using TradingAgent.UnitTests.Venues;

namespace TradingAgent.UnitTests.Runtime.Replay;

/// <summary>
/// The first thousands of events of a storm, through engine, journal and command log as a live run writes them.
/// </summary>
public sealed class StormyJournal : IDisposable
{
    /// <summary>Events recorded; the storm of this seed is killed only later.</summary>
    public const int Events = 11_000;

    private const ulong Seed = 4;
    private static readonly Lazy<EngineEvent[]> Storm = new(Hear);
    private readonly TemporaryFolder _recorded = Record(static _ => false);

    internal static EngineLimits Limits { get; } = new();

    /// <summary>Records it; of an event that is meant the venue's time is a nanosecond off.</summary>
    internal static TemporaryFolder Record(Func<EngineEvent, bool> isMeant)
    {
        TemporaryFolder folder = new();
        EngineEvent[] events = Storm.Value;
        // The clock stands at the beginning, so that no command is too late.
        var time = new StillTime(events[0].ReceivedAt.ToDateTimeOffset());
        var venue = new RecordingVenue { Id = VenueId.Bybit };
        using InlineSession session = new(
            folder, InlineSession.Layout(segmentEvents: 2000), new TradingCore(Limits), time, venue);
        session.Gate.Set(GateState.Open);
        foreach (EngineEvent told in events)
        {
            EngineEvent change = told;
            if (isMeant(told)) change.VenueTime += new Duration(1);
            session.Feed(in change);
        }
        session.EndInGoodOrder();
        return folder;
    }

    internal TemporaryFolder Copy()
    {
        TemporaryFolder copy = new();
        _recorded.CopyTo(copy);
        return copy;
    }

    public void Dispose() => _recorded.Dispose();

    private static EngineEvent[] Hear()
    {
        List<EngineEvent> events = [];
        StormRun.Of(Seed, onEvent: change =>
        {
            if (events.Count < Events) events.Add(change);
        });
        return [.. events];
    }
}

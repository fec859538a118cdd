using TradingAgent.Runtime.Journal;

namespace TradingAgent.Runtime.Pipeline;

/// <summary>The rings between the threads, and where the two consuming threads wait.</summary>
public sealed class PipelineRings : IDisposable
{
    private const int CommandSlots = 8192;
    private const int ReportSlots = 16_384;
    private const int CheckpointSlots = 256;

    /// <summary>
    /// How long the journal lets events gather: they are in no hurry, only commands are, and those wake it.
    /// </summary>
    private static readonly TimeSpan JournalPause = TimeSpan.FromMilliseconds(4);

    /// <param name="wait">How consumers wait.</param>
    /// <param name="lastSequence">The last event applied before this run.</param>
    /// <param name="eventSlots">Capacity of the event ring; a power of two.</param>
    public PipelineRings(WaitMode wait, long lastSequence, int eventSlots = 32_768)
    {
        EngineSignal = new ConsumerSignal(wait);
        JournalSignal = new ConsumerSignal(WaitMode.Park, JournalPause);
        Events = new Ring<EngineEvent>(eventSlots, [null, EngineSignal], lastSequence + 1);
        // A spinning engine releases its commands itself and wakes the journal only where it cannot.
        Commands = new Ring<StagedCommand>(CommandSlots, [wait == WaitMode.Spin ? null : JournalSignal]);
        Checkpoints = new Ring<Checkpoint>(CheckpointSlots, [JournalSignal]);
        // Reports are polled: the engine never pays for waking their reader.
        Reports = new Ring<EngineReport>(ReportSlots, [null]);
    }

    /// <summary>Events in their total order; a position is the event's sequence.</summary>
    public Ring<EngineEvent> Events { get; }

    public Ring<StagedCommand> Commands { get; }

    public Ring<EngineReport> Reports { get; }

    public Ring<Checkpoint> Checkpoints { get; }

    public ConsumerSignal EngineSignal { get; }

    public ConsumerSignal JournalSignal { get; }

    /// <summary>The journal's place in the event ring.</summary>
    public RingConsumer<EngineEvent> JournalEvents => Events.Consumer(0);

    /// <summary>The engine's place in the event ring.</summary>
    public RingConsumer<EngineEvent> EngineEvents => Events.Consumer(1);

    public void Dispose()
    {
        EngineSignal.Dispose();
        JournalSignal.Dispose();
    }
}

using TradingAgent.Exchange.Matching;

namespace TradingAgent.ExchangeServer.Feeds;

/// <summary>
/// Counts what happened to each instrument, so that a topic sees with one comparison whether it is stale.
/// </summary>
internal sealed class InstrumentActivity
{
    private Counts[] _counts = new Counts[256];

    /// <summary>Rises with each change of the book.</summary>
    public long Book(InstrumentId instrument) => At(instrument).Book;

    /// <summary>Rises with each change of book, marks or last trade.</summary>
    public long Any(InstrumentId instrument) => At(instrument).Any;

    /// <summary>When the book last changed.</summary>
    public Timestamp BookTime(InstrumentId instrument) => At(instrument).BookTime;

    /// <summary>The exchange's change counter at the last change of the book.</summary>
    public long BookSequence(InstrumentId instrument) => At(instrument).BookSequence;

    public void OnDepth(in DepthChange change)
    {
        ref Counts counts = ref At(change.Instrument);
        counts.Book++;
        counts.Any++;
        counts.BookTime = change.Time;
        counts.BookSequence = change.Sequence;
    }

    public void OnTicker(InstrumentId instrument) => At(instrument).Any++;

    private ref Counts At(InstrumentId instrument)
    {
        if (instrument.Index >= _counts.Length)
            Array.Resize(ref _counts, Math.Max(instrument.Index + 1, _counts.Length * 2));
        return ref _counts[instrument.Index];
    }

    private struct Counts
    {
        public long Book;
        public long Any;
        public Timestamp BookTime;
        public long BookSequence;
    }
}

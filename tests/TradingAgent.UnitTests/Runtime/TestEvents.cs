namespace TradingAgent.UnitTests.Runtime;

/// <summary>Events with made-up content.</summary>
internal static class TestEvents
{
    public const long Second = 1_000_000_000;

    public static EngineEvent Quote(int instrument, long bid, long atNanoseconds = Second) => new()
    {
        Kind = EventKind.QuoteChanged,
        Venue = VenueId.Simulated,
        ReceivedAt = new Timestamp(atNanoseconds),
        Instrument = new InstrumentId(instrument),
        Quote = new QuoteChanged(new Price(bid), new Quantity(5), new Price(bid + 10), new Quantity(7), bid),
    };

    public static EngineEvent Trade(int instrument, long quantity, Side side, long atNanoseconds) => new()
    {
        Kind = EventKind.TradePrinted,
        ReceivedAt = new Timestamp(atNanoseconds),
        Instrument = new InstrumentId(instrument),
        Trade = new TradePrinted(new Price(quantity * 1000), new Quantity(quantity), side, 1),
    };

    public static EngineEvent Of(EventKind kind, int instrument, long atNanoseconds) => new()
    {
        Kind = kind,
        ReceivedAt = new Timestamp(atNanoseconds),
        Instrument = new InstrumentId(instrument),
    };

    public static EngineEvent Run(uint epoch) => new()
    {
        Kind = EventKind.RunStarted,
        ReceivedAt = new Timestamp(Second),
        Run = new RunStarted(epoch, 0x61),
    };

    public static EngineEvent Parameter(double value) => new()
    {
        Kind = EventKind.ParameterSet,
        ReceivedAt = new Timestamp(Second),
        Parameter = new ParameterSet(1, default, value),
    };
}

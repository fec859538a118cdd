using System.Runtime.InteropServices;
using TradingAgent.Domain.Identity;
using TradingAgent.Domain.Time;

namespace TradingAgent.Domain.Events;

/// <summary>
/// The engine's only input: a 32-byte header and a 96-byte payload chosen by <see cref="Kind"/>, 128 bytes, blittable,
/// no references. Only the payload that the kind names may be read.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct EngineEvent
{
    public const int SizeBytes = 128;
    private const int Payload = 32;

    /// <summary>Position in the total order, from 1; assigned by the ring.</summary>
    [FieldOffset(0)] public long Sequence;

    /// <summary>When our process had it, by its own steady clock.</summary>
    [FieldOffset(8)] public Timestamp ReceivedAt;

    /// <summary>When the venue says it happened; none when it did not say.</summary>
    [FieldOffset(16)] public Timestamp VenueTime;

    [FieldOffset(24)] public EventKind Kind;
    [FieldOffset(26)] public EventFlags Flags;
    [FieldOffset(27)] public VenueId Venue;

    /// <summary>The instrument it is about, or none.</summary>
    [FieldOffset(28)] public InstrumentId Instrument;

    [FieldOffset(Payload)] public QuoteChanged Quote;
    [FieldOffset(Payload)] public DepthSummaryChanged Depth;
    [FieldOffset(Payload)] public TradePrinted Trade;
    [FieldOffset(Payload)] public MarkChanged Mark;
    [FieldOffset(Payload)] public OptionQuoteChanged OptionQuote;
    [FieldOffset(Payload)] public VenueGreeksChanged VenueGreeks;
    [FieldOffset(Payload)] public FundingChanged Funding;
    [FieldOffset(Payload)] public OpenInterestChanged OpenInterest;
    [FieldOffset(Payload)] public LiquidationPrinted Liquidation;
    [FieldOffset(Payload)] public OrderAccepted Accepted;
    [FieldOffset(Payload)] public OrderRejected Rejected;
    [FieldOffset(Payload)] public OrderAmended Amended;
    [FieldOffset(Payload)] public OrderFilled Filled;
    [FieldOffset(Payload)] public OrderCancelled Cancelled;

    /// <summary>Of <see cref="EventKind.CancelRejected"/> and <see cref="EventKind.AmendRejected"/>.</summary>
    [FieldOffset(Payload)] public CommandRejected CommandRejected;
    [FieldOffset(Payload)] public OutcomeUnknown Unknown;
    [FieldOffset(Payload)] public CommandNotSent NotSent;

    /// <summary>Of <see cref="EventKind.ReportBegun"/> and <see cref="EventKind.ReportCompleted"/>.</summary>
    [FieldOffset(Payload)] public ReportMarker Report;
    [FieldOffset(Payload)] public OrderReported OrderReported;
    [FieldOffset(Payload)] public PositionReported Position;
    [FieldOffset(Payload)] public BalanceReported Balance;
    [FieldOffset(Payload)] public CoinGreeksReported CoinGreeks;
    [FieldOffset(Payload)] public MarginReported Margin;
    [FieldOffset(Payload)] public FundingPaid FundingPaid;
    [FieldOffset(Payload)] public Delivered Delivered;
    [FieldOffset(Payload)] public CashTransferred Transfer;
    [FieldOffset(Payload)] public CurrencyRateChanged CurrencyRate;
    [FieldOffset(Payload)] public FeesReported Fees;
    [FieldOffset(Payload)] public SessionSettled Settled;
    [FieldOffset(Payload)] public VenueStatusChanged Status;
    [FieldOffset(Payload)] public InstrumentListed Listed;
    [FieldOffset(Payload)] public VenueClockMeasured VenueClock;
    [FieldOffset(Payload)] public RunStarted Run;

    /// <summary>Of <see cref="EventKind.ParametersBegin"/> and <see cref="EventKind.ParametersEnd"/>.</summary>
    [FieldOffset(Payload)] public ParametersMarker Parameters;
    [FieldOffset(Payload)] public ParameterSet Parameter;
    [FieldOffset(Payload)] public OperatorRequested Operator;
    [FieldOffset(Payload)] public DiskMeasured Disk;
    [FieldOffset(Payload)] public ClockReanchored Clock;
    [FieldOffset(Payload)] public SurfaceFitted Surface;

    /// <summary>True when the engine may decide after this event: no more of its frame follows.</summary>
    public readonly bool EndsFrame => (Flags & EventFlags.MoreFollows) == 0;
}

using System.Runtime.InteropServices;
using TradingAgent.Domain.Identity;
using TradingAgent.Domain.Time;

namespace TradingAgent.Domain.Reports;

/// <summary>
/// The engine's only output that informs: 128 bytes, blittable. Only the payload that <see cref="Kind"/> names may be
/// read.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct EngineReport
{
    public const int SizeBytes = 128;
    private const int Payload = 32;

    /// <summary>Sequence of the event that caused it.</summary>
    [FieldOffset(0)] public long Cause;

    /// <summary>Engine time.</summary>
    [FieldOffset(8)] public Timestamp At;

    [FieldOffset(16)] public ReportKind Kind;
    [FieldOffset(17)] public VenueId Venue;
    [FieldOffset(18)] public UnderlyingId Underlying;
    [FieldOffset(20)] public InstrumentId Instrument;

    [FieldOffset(Payload)] public RiskReport Risk;
    [FieldOffset(Payload)] public DecisionReport Decision;
    [FieldOffset(Payload)] public RefusalReport Refusal;
    [FieldOffset(Payload)] public TransitionReport Transition;
    [FieldOffset(Payload)] public FillReport Fill;
    [FieldOffset(Payload)] public ModeReport Mode;
    [FieldOffset(Payload)] public LegQualityReport LegQuality;
    [FieldOffset(Payload)] public AdoptionReport Adoption;
    [FieldOffset(Payload)] public VenueStateReport VenueState;
    [FieldOffset(Payload)] public AlarmReport Alarm;
    [FieldOffset(Payload)] public PolicyReport Policy;
    [FieldOffset(Payload)] public HedgeReport Hedge;
}

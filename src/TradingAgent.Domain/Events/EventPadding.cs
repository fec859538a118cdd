using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TradingAgent.Domain.Events;

/// <summary>
/// Clears the bytes of an event that belong to no field. What lies between and behind the fields of a payload is what
/// was in memory before: it would make two equal sessions hash differently, and carry into the journal what is none of
/// its business. Every door behind which events are journaled or hashed calls this once.
/// </summary>
public static class EventPadding
{
    private const int HeaderWords = 4;
    private const int PayloadWords = (EngineEvent.SizeBytes / sizeof(ulong)) - HeaderWords;
    private const int Kinds = 128;

    private static readonly ulong[] Masks = Build();

    /// <summary>Clears them; of a kind without a payload the whole payload.</summary>
    public static void Clear(ref EngineEvent change)
    {
        Span<ulong> words = MemoryMarshal.Cast<EngineEvent, ulong>(new Span<EngineEvent>(ref change));
        ReadOnlySpan<ulong> mask = Masks.AsSpan(((int)change.Kind & (Kinds - 1)) * PayloadWords, PayloadWords);
        words = words[HeaderWords..];
        for (int i = 0; i < mask.Length; i++) words[i] &= mask[i];
    }

    /// <summary>The payload of a kind; null when it has none.</summary>
    public static Type? PayloadOf(EventKind kind) => kind switch
    {
        EventKind.QuoteChanged => typeof(QuoteChanged),
        EventKind.DepthSummaryChanged => typeof(DepthSummaryChanged),
        EventKind.TradePrinted => typeof(TradePrinted),
        EventKind.MarkChanged => typeof(MarkChanged),
        EventKind.OptionQuoteChanged => typeof(OptionQuoteChanged),
        EventKind.VenueGreeksChanged => typeof(VenueGreeksChanged),
        EventKind.FundingChanged => typeof(FundingChanged),
        EventKind.OpenInterestChanged => typeof(OpenInterestChanged),
        EventKind.LiquidationPrinted => typeof(LiquidationPrinted),
        EventKind.OrderAccepted => typeof(OrderAccepted),
        EventKind.OrderRejected => typeof(OrderRejected),
        EventKind.OrderAmended => typeof(OrderAmended),
        EventKind.OrderFilled => typeof(OrderFilled),
        EventKind.OrderCancelled => typeof(OrderCancelled),
        EventKind.CancelRejected or EventKind.AmendRejected => typeof(CommandRejected),
        EventKind.OutcomeUnknown => typeof(OutcomeUnknown),
        EventKind.CommandNotSent => typeof(CommandNotSent),
        EventKind.ReportBegun or EventKind.ReportCompleted => typeof(ReportMarker),
        EventKind.OrderReported => typeof(OrderReported),
        EventKind.PositionReported => typeof(PositionReported),
        EventKind.BalanceReported => typeof(BalanceReported),
        EventKind.CoinGreeksReported => typeof(CoinGreeksReported),
        EventKind.MarginReported => typeof(MarginReported),
        EventKind.FundingPaid => typeof(FundingPaid),
        EventKind.Delivered => typeof(Delivered),
        EventKind.CashTransferred => typeof(CashTransferred),
        EventKind.CurrencyRateChanged => typeof(CurrencyRateChanged),
        EventKind.FeesReported => typeof(FeesReported),
        EventKind.SessionSettled => typeof(SessionSettled),
        EventKind.VenueStatusChanged => typeof(VenueStatusChanged),
        EventKind.InstrumentListed => typeof(InstrumentListed),
        EventKind.VenueClockMeasured => typeof(VenueClockMeasured),
        EventKind.RunStarted => typeof(RunStarted),
        EventKind.ParametersBegin or EventKind.ParametersEnd => typeof(ParametersMarker),
        EventKind.ParameterSet => typeof(ParameterSet),
        EventKind.OperatorRequested => typeof(OperatorRequested),
        EventKind.DiskMeasured => typeof(DiskMeasured),
        EventKind.ClockReanchored => typeof(ClockReanchored),
        EventKind.SurfaceFitted => typeof(SurfaceFitted),
        _ => null,
    };

    private static ulong[] Build()
    {
        ulong[] masks = new ulong[Kinds * PayloadWords];
        MethodInfo copy = typeof(EventPadding).GetMethod(nameof(Copy), BindingFlags.NonPublic | BindingFlags.Static)!;
        foreach (EventKind kind in Enum.GetValues<EventKind>())
        {
            if (PayloadOf(kind) is not { } payload) continue;
            copy.MakeGenericMethod(payload).Invoke(null, [Filled(payload), masks, (int)kind * PayloadWords]);
        }
        return masks;
    }

    private static void Copy<T>(object filled, ulong[] masks, int at)
        where T : unmanaged =>
        MemoryMarshal.Write(MemoryMarshal.AsBytes(masks.AsSpan(at, PayloadWords)), (T)filled);

    /// <summary>A value whose fields have every bit set, on memory that was cleared before.</summary>
    private static object Filled(Type type)
    {
        if (type.IsEnum) return Enum.ToObject(type, Filled(Enum.GetUnderlyingType(type)));
        if (type.IsPrimitive) return Ones(Type.GetTypeCode(type));
        object value = RuntimeHelpers.GetUninitializedObject(type);
        foreach (FieldInfo field in type.GetFields(
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            field.SetValue(value, Filled(field.FieldType));
        }
        return value;
    }

    private static object Ones(TypeCode code) => code switch
    {
        TypeCode.Boolean => true,
        TypeCode.Byte => byte.MaxValue,
        TypeCode.UInt16 => ushort.MaxValue,
        TypeCode.Int32 => -1,
        TypeCode.UInt32 => uint.MaxValue,
        TypeCode.Int64 => -1L,
        TypeCode.UInt64 => ulong.MaxValue,
        TypeCode.Single => BitConverter.Int32BitsToSingle(-1),
        TypeCode.Double => BitConverter.Int64BitsToDouble(-1),
        _ => throw new NotSupportedException($"An event holds a {code}."),
    };
}

using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Orders;

/// <summary>
/// The transition table, total over state × signal. A cell is the next state, «stay» for late, duplicate or idle
/// messages (ordinary rows), or «impossible», which only our own code could cause. A timeout is not a rejection: an
/// unknown outcome leads to Unknown, and only venue evidence leads out of it.
/// </summary>
internal static class OrderLifecycle
{
    /// <summary>The number of states an order can be in.</summary>
    public const int States = 9;

    /// <summary>The number of signals.</summary>
    public const int Signals = 18;

    private const byte Impossible = 255;

    // One letter a state: N PendingNew, W Working, A PendingAmend, C PendingCancel, U Unknown, F Filled, X Cancelled,
    // R Rejected; '.' stay, '!' impossible. Ours: AmendSent, CancelSent. The venue's: Accepted, Rejected,
    // AmendConfirmed, AmendRefused, CancelRefused, FilledPartly, FilledWhole, Cancelled, OutcomeUnknown, PlaceNotSent,
    // ChangeNotSent. Answers: ReportedOpen, Filled, Cancelled, Rejected, Missing.
    // A fill is proof that the order rests, so it ends PendingNew and Unknown; it proves nothing of a pending change.
    // «Missing» ends Unknown as never placed only because the shell asks repeatedly before saying it.
    // A constant span, not an array: nothing is built, so nothing allocates, when the first order times out.
    private static ReadOnlySpan<byte> Table =>
        "!! !!!!!!!!!!! !!!!!"u8 + // None
        "!C WRW..WFXUR. WFXR."u8 + // PendingNew
        "AC .....WFXU.. .FX.."u8 + // Working
        "!C ..WW..FXU.W .FX.."u8 + // PendingAmend
        "!. .R..W.FXURW .FXR."u8 + // PendingCancel
        "!. WRWWWWFX.R. WFXRR"u8 + // Unknown
        "!! ........... ....."u8 + // Filled
        "!! ......F.... .F..."u8 + // Cancelled
        "!! W....WF.... WFX.."u8; // Rejected

    private const int RowLength = 20;

    /// <summary>Where the signal leads from the state.</summary>
    /// <exception cref="InvariantException">Our own code did something impossible.</exception>
    public static OrderState Next(OrderState state, OrderSignal signal)
    {
        byte letter = Letter(state, signal);
        Invariant.That(letter != '!', "an order was asked to do what its state does not allow");
        return letter switch
        {
            (byte)'N' => OrderState.PendingNew,
            (byte)'W' => OrderState.Working,
            (byte)'A' => OrderState.PendingAmend,
            (byte)'C' => OrderState.PendingCancel,
            (byte)'U' => OrderState.Unknown,
            (byte)'F' => OrderState.Filled,
            (byte)'X' => OrderState.Cancelled,
            (byte)'R' => OrderState.Rejected,
            _ => state,
        };
    }

    /// <summary>True when the cell is named impossible.</summary>
    public static bool IsImpossible(OrderState state, OrderSignal signal) =>
        Letter(state, signal) == '!';

    /// <summary>True when nothing of the order can rest at the venue any more, as far as anyone has said.</summary>
    public static bool IsTerminal(OrderState state) =>
        state is OrderState.None or OrderState.Filled or OrderState.Cancelled or OrderState.Rejected;

    // Two blanks a row set the three groups apart.
    private static byte Letter(OrderState state, OrderSignal signal)
    {
        int blanks = (signal >= OrderSignal.Accepted ? 1 : 0) + (signal >= OrderSignal.ReportedOpen ? 1 : 0);
        return Table[((int)state * RowLength) + (int)signal + blanks];
    }
}

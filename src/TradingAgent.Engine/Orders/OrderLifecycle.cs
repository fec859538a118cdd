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
    private static readonly string[] Table =
    [
        "!! !!!!!!!!!!! !!!!!", // None
        "!C WRW..WFXUR. WFXR.", // PendingNew
        "AC .....WFXU.. .FX..", // Working
        "!C ..WW..FXU.W .FX..", // PendingAmend
        "!. .R..W.FXURW .FXR.", // PendingCancel
        "!. WRWWWWFX.R. WFXRR", // Unknown
        "!! ........... .....", // Filled
        "!! ......F.... .F...", // Cancelled
        "!! W....WF.... WFX..", // Rejected
    ];

    private static readonly byte[] Cells = Compile();

    /// <summary>Where the signal leads from the state.</summary>
    /// <exception cref="InvariantException">Our own code did something impossible.</exception>
    public static OrderState Next(OrderState state, OrderSignal signal)
    {
        byte cell = Cells[((int)state * Signals) + (int)signal];
        Invariant.That(cell != Impossible, "an order was asked to do what its state does not allow");
        return (OrderState)cell;
    }

    /// <summary>True when the cell is named impossible.</summary>
    public static bool IsImpossible(OrderState state, OrderSignal signal) =>
        Cells[((int)state * Signals) + (int)signal] == Impossible;

    /// <summary>True when nothing of the order can rest at the venue any more, as far as anyone has said.</summary>
    public static bool IsTerminal(OrderState state) =>
        state is OrderState.None or OrderState.Filled or OrderState.Cancelled or OrderState.Rejected;

    private static byte[] Compile()
    {
        var cells = new byte[States * Signals];
        for (int state = 0; state < States; state++)
        {
            int signal = 0;
            foreach (char letter in Table[state])
                if (letter != ' ') cells[(state * Signals) + signal++] = Cell(letter, state);
            Invariant.That(signal == Signals, "the order table has a row of the wrong length");
        }
        return cells;
    }

    private static byte Cell(char letter, int state) => letter switch
    {
        '.' => (byte)state,
        'N' => (byte)OrderState.PendingNew,
        'W' => (byte)OrderState.Working,
        'A' => (byte)OrderState.PendingAmend,
        'C' => (byte)OrderState.PendingCancel,
        'U' => (byte)OrderState.Unknown,
        'F' => (byte)OrderState.Filled,
        'X' => (byte)OrderState.Cancelled,
        'R' => (byte)OrderState.Rejected,
        _ => Impossible,
    };
}

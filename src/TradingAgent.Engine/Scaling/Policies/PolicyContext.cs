using TradingAgent.Engine.Risk;

namespace TradingAgent.Engine.Scaling.Policies;

/// <summary>Everything a policy may look at, and the only thing it may change: its memory.</summary>
internal readonly ref struct PolicyContext
{
    private readonly Span<PolicyMemory> _memories;
    private readonly ref readonly PolicyTally _account;
    private readonly ref PriceAlarm _alarm;
    private readonly PolicyTable _table;
    private readonly int _slot;

    public PolicyContext(
        ReadOnlySpan<ScalingView> all, UnderlyingId underlying, PolicyTable table, int slot,
        Span<PolicyMemory> memories, in PolicyTally account, ref PriceAlarm alarm, LegReader? legs,
        ReadOnlySpan<LegCandidate> candidates, double asked, double target)
    {
        Candidates = candidates;
        Legs = legs;
        Asked = asked;
        All = all;
        Underlying = underlying;
        Target = target;
        (_table, _slot) = (table, slot);
        _memories = memories;
        _account = ref account;
        _alarm = ref alarm;
    }

    /// <summary>The snapshot of every underlying, by index; those without a spot are not known yet.</summary>
    public ReadOnlySpan<ScalingView> All { get; }

    public UnderlyingId Underlying { get; }

    /// <summary>The held legs one by one; null where there is no portfolio.</summary>
    public LegReader? Legs { get; }

    /// <summary>Options that may be traded as hedges, at most <see cref="CandidateBoard.Max"/>.</summary>
    public ReadOnlySpan<LegCandidate> Candidates { get; }

    /// <summary>The snapshot of the underlying that is decided.</summary>
    public ref readonly ScalingView View => ref All[Underlying.Index];

    /// <summary>In the order the policy declares.</summary>
    public ReadOnlySpan<double> Parameters => _table.Values(_slot, Underlying);

    /// <summary>The target as its stage began, coins of delta: what those of the same stage made of it is the
    /// difference.</summary>
    public double Asked { get; }

    /// <summary>What the policies before made of the target, coins of delta.</summary>
    public double Target { get; }

    /// <summary>How the policy did on this underlying so far: its trades and streak, on paper.</summary>
    public ref readonly PolicyTally Account => ref _account;

    /// <summary>The policy's own memory on this underlying, as the structure it declares.</summary>
    public ref T Memory<T>()
        where T : unmanaged => ref _memories[Underlying.Index].As<T>();

    /// <summary>What the same policy remembers on another underlying.</summary>
    public ref readonly T MemoryOn<T>(UnderlyingId other)
        where T : unmanaged => ref _memories[other.Index].As<T>();

    /// <summary>True when the policy speaks on another underlying too.</summary>
    public bool AppliesTo(UnderlyingId other) => _table.Applies(_slot, other);

    /// <summary>The policy's values on another underlying.</summary>
    public ReadOnlySpan<double> ParametersOf(UnderlyingId other) => _table.Values(_slot, other);

    /// <summary>Asks to be asked again as soon as the reference price is there, not at the next plan.</summary>
    public void WakeAt(double price) => _alarm.Add(price, View.Spot);
}

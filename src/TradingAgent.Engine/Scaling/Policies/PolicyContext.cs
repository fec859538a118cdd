namespace TradingAgent.Engine.Scaling.Policies;

/// <summary>Everything a policy may look at, and the only thing it may change: its memory.</summary>
internal readonly ref struct PolicyContext
{
    private readonly ref PolicyMemory _memory;
    private readonly ref readonly PolicyTally _account;

    public PolicyContext(
        ReadOnlySpan<ScalingView> all, UnderlyingId underlying, ReadOnlySpan<double> parameters,
        ref PolicyMemory memory, in PolicyTally account, double target)
    {
        _account = ref account;
        All = all;
        Underlying = underlying;
        Parameters = parameters;
        Target = target;
        _memory = ref memory;
    }

    /// <summary>The snapshot of every underlying, by index; those without a spot are not known yet.</summary>
    public ReadOnlySpan<ScalingView> All { get; }

    public UnderlyingId Underlying { get; }

    /// <summary>The snapshot of the underlying that is decided.</summary>
    public ref readonly ScalingView View => ref All[Underlying.Index];

    /// <summary>In the order the policy declares.</summary>
    public ReadOnlySpan<double> Parameters { get; }

    /// <summary>What the stages before made of the target, coins of delta.</summary>
    public double Target { get; }

    /// <summary>How the policy did on this underlying so far: its trades and streak, on paper.</summary>
    public ref readonly PolicyTally Account => ref _account;

    /// <summary>The policy's own memory on this underlying, as the structure it declares.</summary>
    public ref T Memory<T>()
        where T : unmanaged => ref _memory.As<T>();
}

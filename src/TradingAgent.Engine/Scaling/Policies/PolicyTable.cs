using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Scaling.Policies;

/// <summary>
/// The configured list of policies with their values, per underlying. Like the parameters it arrives event by event
/// between Begin and End and takes effect whole.
/// </summary>
public sealed class PolicyTable
{
    /// <summary>Policies configured at once.</summary>
    public const int SlotsMax = 32;

    /// <summary>Parameters of one policy.</summary>
    public const int ParametersMax = 28;

    /// <summary>The first parameter number that belongs to a policy, and not to the agent.</summary>
    public const ushort FirstPath = 0x1000;

    private const int Stride = 32;
    private const int KindAt = 0;
    private const int WeightAt = 1;
    private const int AppliesAt = 2;
    private const int FirstAt = 3;
    private const ushort Taken = ushort.MaxValue;
    private readonly double[] _values = new double[SlotsMax * UnderlyingId.Capacity * Stride];
    private readonly double[] _staged = new double[SlotsMax * UnderlyingId.Capacity * Stride];
    private readonly ushort[] _kinds = new ushort[SlotsMax];
    private readonly int[] _origins = new int[SlotsMax];
    private int _count;

    /// <summary>Slots in use: the length of the list.</summary>
    public int Count => _count;

    /// <summary>Number of the policy in a slot.</summary>
    public ushort KindOf(int slot) => _kinds[slot];

    /// <summary>Number of the parameter that says which policy a slot holds.</summary>
    public static ushort KindPath(int slot) => (ushort)(FirstPath + (slot * Stride) + KindAt);

    /// <summary>Number of the parameter that holds a slot's weight.</summary>
    public static ushort WeightPath(int slot) => (ushort)(FirstPath + (slot * Stride) + WeightAt);

    /// <summary>Number of the parameter that says whether a slot speaks on an underlying.</summary>
    public static ushort AppliesPath(int slot) => (ushort)(FirstPath + (slot * Stride) + AppliesAt);

    /// <summary>Number of a policy's own parameter, by its place in the definition.</summary>
    public static ushort ValuePath(int slot, int parameter) =>
        (ushort)(FirstPath + (slot * Stride) + FirstAt + parameter);

    /// <summary>True when a slot holds a policy that speaks on the underlying.</summary>
    public bool Applies(int slot, UnderlyingId underlying) => At(slot, underlying)[AppliesAt] != 0;

    /// <summary>Weight of an exposure.</summary>
    public double Weight(int slot, UnderlyingId underlying) => At(slot, underlying)[WeightAt];

    /// <summary>A policy's values on an underlying, in the order of its definition.</summary>
    public ReadOnlySpan<double> Values(int slot, UnderlyingId underlying) => At(slot, underlying)[FirstAt..];

    internal void Stage() => Array.Clear(_staged);

    internal void Set(in ParameterSet change)
    {
        int path = change.Path - FirstPath;
        Invariant.That(path >= 0 && path < SlotsMax * Stride, "a policy's parameter number is out of range");
        int slot = path / Stride;
        int first = change.Underlying.IsNone ? 0 : change.Underlying.Index;
        int last = change.Underlying.IsNone ? UnderlyingId.Capacity - 1 : change.Underlying.Index;
        for (int i = first; i <= last; i++)
            _staged[(((slot * UnderlyingId.Capacity) + i) * Stride) + (path % Stride)] = change.Value;
    }

    /// <summary>
    /// Puts the staged list in force; returns for each slot the one that held its policy before, -1 for a policy that
    /// begins anew. Of several of a kind the first is the first of before, the second the second, and so on.
    /// </summary>
    internal ReadOnlySpan<int> Commit()
    {
        _staged.CopyTo(_values, 0);
        Span<ushort> before = stackalloc ushort[SlotsMax];
        _kinds.CopyTo(before);
        _count = 0;
        for (int slot = 0; slot < SlotsMax; slot++)
        {
            ushort kind = (ushort)_values[slot * UnderlyingId.Capacity * Stride];
            _kinds[slot] = kind;
            if (kind != 0) _count = slot + 1;
            _origins[slot] = kind == 0 && before[slot] == 0 ? slot : kind == 0 ? -1 : Take(before, kind);
        }
        return _origins;
    }

    /// <summary>The first slot of a kind that is not taken yet, which it takes; -1 for none.</summary>
    private static int Take(Span<ushort> kinds, ushort kind)
    {
        int slot = kinds.IndexOf(kind);
        if (slot >= 0) kinds[slot] = Taken;
        return slot;
    }

    internal void Save(ref SnapshotWriter writer)
    {
        writer.Write(_count);
        writer.Write<ushort>(_kinds);
        writer.Write<double>(_values.AsSpan(0, _count * UnderlyingId.Capacity * Stride));
    }

    internal void Load(ref SnapshotReader reader)
    {
        _count = reader.Read<int>();
        reader.Read<ushort>(_kinds);
        Array.Clear(_values);
        reader.Read(_values.AsSpan(0, _count * UnderlyingId.Capacity * Stride));
        _values.CopyTo(_staged, 0);
    }

    private ReadOnlySpan<double> At(int slot, UnderlyingId underlying) =>
        _values.AsSpan(((slot * UnderlyingId.Capacity) + underlying.Index) * Stride, Stride);
}

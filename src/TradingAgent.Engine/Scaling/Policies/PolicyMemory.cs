using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Scaling.Policies;

/// <summary>
/// What one policy remembers on one underlying: a block that it reads as the structure it declares. Part of the
/// engine's state; zero when the policy begins.
/// </summary>
[InlineArray(Words)]
internal struct PolicyMemory
{
    public const int Words = 64;

    private double _first;

    /// <summary>The block as a structure, which must fit.</summary>
    [UnscopedRef]
    public ref T As<T>()
        where T : unmanaged
    {
        Invariant.That(Unsafe.SizeOf<T>() <= Words * sizeof(double), "a policy remembers more than it may");
        return ref Unsafe.As<double, T>(ref _first);
    }
}

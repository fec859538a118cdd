using System.Numerics;

namespace TradingAgent.Engine.Kernel;

/// <summary>A set of underlyings in one word, enumerated in id order.</summary>
internal struct UnderlyingSet
{
    private uint _bits;

    public readonly bool IsEmpty => _bits == 0;

    public readonly int Count => BitOperations.PopCount(_bits);

    public readonly bool Contains(UnderlyingId underlying) => (_bits & (1u << underlying.Index)) != 0;

    public void Add(UnderlyingId underlying) => _bits |= 1u << underlying.Index;

    public void Remove(UnderlyingId underlying) => _bits &= ~(1u << underlying.Index);

    /// <summary>Takes the smallest out.</summary>
    public bool TryTake(out UnderlyingId underlying)
    {
        int index = BitOperations.TrailingZeroCount(_bits);
        underlying = _bits == 0 ? UnderlyingId.None : new UnderlyingId((byte)index);
        _bits &= _bits == 0 ? 0 : _bits - 1;
        return !underlying.IsNone;
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace TradingAgent.Venues.Bybit.Market;

/// <summary>
/// The values of one ticker and which of them are there. A frame's values merge into the last known ones; a snapshot
/// replaces them. Prices, sizes and times are longs, the rest doubles kept by their bits.
/// </summary>
internal struct TickerValues
{
    private Slots _slots;

    /// <summary>Fields named in the frame (or ever merged), one bit each.</summary>
    public uint Present { get; private set; }

    public readonly long this[TickerField field] => _slots[(int)field];

    public readonly double Number(TickerField field) => BitConverter.Int64BitsToDouble(_slots[(int)field]);

    /// <summary>True when any of the fields in the mask is there.</summary>
    public readonly bool Has(uint mask) => (Present & mask) != 0;

    public static uint Bit(TickerField field) => 1u << (int)field;

    public void Set(TickerField field, long value)
    {
        _slots[(int)field] = value;
        Present |= Bit(field);
    }

    public void Set(TickerField field, double value) => Set(field, BitConverter.DoubleToInt64Bits(value));

    public void Clear() => Present = 0;

    /// <summary>Takes over what the newer values name; everything when they are a snapshot.</summary>
    /// <returns>The fields whose value is new, one bit each.</returns>
    public uint Merge(in TickerValues newer, bool isSnapshot)
    {
        if (isSnapshot)
        {
            // What a snapshot leaves out is not there any more; what it repeats is not new.
            Present &= newer.Present;
        }
        uint changed = newer.Present & ~Present;
        for (uint left = newer.Present; left != 0; left &= left - 1)
        {
            int at = BitOperations.TrailingZeroCount(left);
            if (_slots[at] == newer._slots[at]) continue;
            changed |= 1u << at;
            _slots[at] = newer._slots[at];
        }
        Present |= newer.Present;
        return changed;
    }

    [InlineArray((int)TickerField.None)]
    private struct Slots
    {
        private long _first;
    }
}

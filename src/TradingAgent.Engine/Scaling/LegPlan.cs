using System.Runtime.CompilerServices;

namespace TradingAgent.Engine.Scaling;

/// <summary>The changes of option positions that are wanted of one underlying, largest first.</summary>
internal struct LegPlan
{
    /// <summary>Most legs of one plan.</summary>
    public const int LegsMax = 8;

    public int Count;
    public Legs Wanted;

    /// <summary>Adds a change, signed units; nothing when it is full or nothing is wanted.</summary>
    public void Add(InstrumentId instrument, double quantity) => Add(new Leg(instrument, quantity));

    /// <inheritdoc cref="Add(InstrumentId, double)"/>
    public void Add(in Leg leg)
    {
        if (Count < LegsMax && leg.Quantity != 0) Wanted[Count++] = leg;
    }

    /// <summary>True when a change of the instrument is in it.</summary>
    public readonly bool Contains(InstrumentId instrument)
    {
        for (int i = 0; i < Count; i++)
            if (Wanted[i].Instrument == instrument) return true;
        return false;
    }

    /// <summary>False when any of its quantities is no number.</summary>
    public readonly bool IsFinite
    {
        get
        {
            for (int i = 0; i < Count; i++)
                if (!double.IsFinite(Wanted[i].Quantity)) return false;
            return true;
        }
    }

    /// <summary>One change.</summary>
    /// <param name="Instrument">Where.</param>
    /// <param name="Quantity">Signed units, positive buys.</param>
    public readonly record struct Leg(InstrumentId Instrument, double Quantity);

    [InlineArray(LegsMax)]
    public struct Legs
    {
        private Leg _first;
    }
}

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
    public void Add(InstrumentId instrument, double quantity)
    {
        if (Count == LegsMax || quantity == 0) return;
        Wanted[Count++] = new Leg(instrument, quantity);
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

using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Risk;

/// <summary>Held option legs of one expiry and one settlement, adjacent in the columns.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LegGroup
{
    /// <summary>Index of the underlying.</summary>
    public int Underlying;

    /// <summary>Expiry slot in the forward curve.</summary>
    public int Slot;

    /// <summary>1 when settled in coin.</summary>
    public int Inverse;

    public int First;
    public int Count;

    /// <summary>Legs of the group whose Greeks do not come from our own formula.</summary>
    public int Exceptions;

    /// <summary>1 when the forward moved since the legs were priced.</summary>
    public int Dirty;

    /// <summary>Settle currency of all its legs.</summary>
    public int Settle;
}

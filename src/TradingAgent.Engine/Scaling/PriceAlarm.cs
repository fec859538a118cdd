using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Scaling;

/// <summary>The nearest prices on either side at which some policy wants to be asked at once; 0 for none.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PriceAlarm
{
    public double Low;
    public double High;

    /// <summary>Adds a price; one that is not finite or not positive is no alarm.</summary>
    public void Add(double price, double spot)
    {
        if (!(price > 0) || !double.IsFinite(price)) return;
        if (price < spot) Low = Math.Max(Low, price);
        else High = High > 0 ? Math.Min(High, price) : price;
    }

    /// <summary>True when the price has reached either.</summary>
    public readonly bool Rings(double spot) => spot > 0 && ((Low > 0 && spot <= Low) || (High > 0 && spot >= High));
}

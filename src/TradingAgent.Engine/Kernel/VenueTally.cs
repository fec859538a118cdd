using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Kernel;

/// <summary>What was traded at one venue in a session.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct VenueTally
{
    public long Fills;

    /// <summary>Fills of futures among them: the hedges.</summary>
    public long HedgeFills;

    /// <summary>Fees paid, USD; negative is a rebate.</summary>
    public double FeesUsd;

    /// <summary>What fills were worse than the mid at their moment, USD; negative is what resting earned.</summary>
    public double SlippageUsd;

    /// <summary>What trading there cost, USD.</summary>
    public readonly double CostUsd => FeesUsd + SlippageUsd;
}

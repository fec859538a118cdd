using System.Runtime.InteropServices;
using TradingAgent.Quant.Costs;

namespace TradingAgent.Engine.Signals;

/// <summary>Our own trading on one underlying: the run of fills that goes on, and what the ended ones taught.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ImpactTrack
{
    public ImpactFit Fit;

    /// <summary>Signed coins of the run, and what they cost in USD.</summary>
    public double Coins;

    /// <inheritdoc cref="Coins"/>
    public double Usd;

    /// <summary>Middle of the book when the run began.</summary>
    public double Arrival;

    /// <summary>Last fill; none while no run goes on.</summary>
    public Timestamp LastAt;
}

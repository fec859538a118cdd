using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Risk;

/// <summary>The part of one underlying's risk that is held at one venue: each venue liquidates by itself.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct VenueRisk
{
    /// <summary>Coins, of contracts alone: no wallet's.</summary>
    public double Delta;

    /// <summary>Coins per USD.</summary>
    public double Gamma;

    /// <summary>USD that the contracts add to the venue's wallets: options' value and futures' open result.</summary>
    public double ValueUsd;
}

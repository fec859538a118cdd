using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Scaling;

/// <summary>What is held for an underlying's target at the prices it really had; zero while it is flat.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct OpenTrade
{
    /// <summary>Coins held for the target, signed.</summary>
    public double Coins;

    /// <summary>USD paid for them less what was received.</summary>
    public double PaidUsd;

    /// <summary>Fees less funding received, USD.</summary>
    public double CostUsd;

    /// <summary>Largest value it had, USD: what its P&amp;L is set against.</summary>
    public double PeakUsd;

    /// <summary>P&amp;L net of costs were the rest sold at a price, USD.</summary>
    public readonly double PnlUsd(double price) => (Coins * price) - PaidUsd - CostUsd;
}

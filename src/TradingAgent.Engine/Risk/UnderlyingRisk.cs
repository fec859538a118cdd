using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Risk;

/// <summary>The risk of one underlying, all its legs together. Deltas are in coins of the reference price.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct UnderlyingRisk
{
    /// <summary>Coins, coin equity included when the numeraire is USD.</summary>
    public double Delta;

    /// <summary>The part of the delta that comes from fitted smiles, coins; 0 unless that is wanted.</summary>
    public double SmileDelta;

    /// <summary>The part of the delta that is no option's: futures and coins, linear in the price.</summary>
    public double FuturesDelta;

    /// <summary>Coins per USD.</summary>
    public double Gamma;

    /// <summary>USD per 0.01 of volatility.</summary>
    public double VegaPerVolPoint;

    /// <summary>USD per calendar day.</summary>
    public double ThetaPerDay;

    /// <summary>USD value of option legs.</summary>
    public double OptionValueUsd;

    /// <summary>USD, all legs that have a cost: value less cost.</summary>
    public double OpenUsd;

    /// <summary>USD, futures only: what a venue adds to the wallet as unrealised.</summary>
    public double FuturesOpenUsd;

    /// <summary>Reference price used.</summary>
    public double Spot;

    /// <summary>
    /// What unpriced legs, and legs whose volatility lags a jump, can take the delta down and up by, coins.
    /// </summary>
    public double UncertainBelow;

    /// <inheritdoc cref="UncertainBelow"/>
    public double UncertainAbove;

    public int Legs;
    public int LegsNotGood;
    public int LegsUnpriced;


    /// <summary>Not 0 when the reference price was too old.</summary>
    public int Stale;

    /// <summary>Legs whose volatility was said at a price far from this one.</summary>
    public long LegsBehind;

    public Timestamp ComputedAt;

    /// <summary>True when everything counted is known.</summary>
    public readonly bool IsPriced => Spot > 0 && LegsUnpriced == 0;
}

using System.Runtime.InteropServices;
using TradingAgent.Quant.Sizing;

namespace TradingAgent.Engine.Scaling;

/// <summary>
/// What one policy did on one underlying: its last word, which a missing input falls back on, and its account. The
/// P&amp;L of an exposure is on paper: its part of the target times the moves of the reference price, costs not taken
/// off.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct PolicyTally
{
    /// <summary>Last proposal that had a value: coins, or a factor.</summary>
    public double Last;

    /// <summary>1 once there was one.</summary>
    public int HasLast;

    public PolicyRule LastRule;
    public PolicyInput LastMissing;

    /// <summary>Rule last told, so that reports come on changes.</summary>
    public PolicyRule ToldRule;

    public byte Reserved;

    public Timestamp ToldAt;

    /// <summary>Value last told.</summary>
    public double ToldValue;

    /// <summary>Its part of the target, coins: weight times proposal.</summary>
    public double Part;

    /// <summary>Price at which the P&amp;L was last taken.</summary>
    public double MarkedAt;

    /// <summary>USD, on paper.</summary>
    public double PnlUsd;

    /// <summary>P&amp;L at which the trade that runs began.</summary>
    public double TradeFrom;

    /// <summary>Largest value the part had in the trade that runs, USD: what its P&amp;L is set against.</summary>
    public double TradeUsd;

    /// <summary>Outcomes of its trades, from flat or a turn to flat or a turn, as a share of their value.</summary>
    public TradeRecord Trades;

    /// <summary>Wins in a row, negative for losses.</summary>
    public long Streak;

    /// <summary>Coins by which its part changed.</summary>
    public double Turnover;

    /// <summary>Coins by which it made targets smaller, summed over decisions.</summary>
    public double Clipped;

    /// <summary>Seconds for which it had a value, and the sum of value times seconds.</summary>
    public double Seconds;

    /// <inheritdoc cref="Seconds"/>
    public double ValueSeconds;

    public Timestamp CountedAt;
    public long Decisions;
    public long MissingCount;

    /// <summary>Mean proposal over time; NaN before the first.</summary>
    public readonly double MeanValue => Seconds > 0 ? ValueSeconds / Seconds : double.NaN;
}

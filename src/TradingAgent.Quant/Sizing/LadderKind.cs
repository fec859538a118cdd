namespace TradingAgent.Quant.Sizing;

/// <summary>When a stake ladder climbs.</summary>
public enum LadderKind : byte
{
    /// <summary>After losses: martingale, which bets the bankroll on the end of a streak.</summary>
    AfterLosses = 0,

    /// <summary>After wins: anti-martingale, which stakes gains only.</summary>
    AfterWins = 1,
}

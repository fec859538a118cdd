using System.Runtime.InteropServices;
using TradingAgent.Engine.Risk;
using TradingAgent.Engine.Signals;
using TradingAgent.Quant.Costs;
using TradingAgent.Quant.Sizing;

namespace TradingAgent.Engine.Scaling;

/// <summary>
/// What a policy may know of one underlying and of the account at one moment: plain numbers, taken before the first
/// policy speaks and the same for all of them. NaN is «not known»; nothing missing is ever zero.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ScalingView
{
    public Timestamp Now;

    /// <summary>Reference price, USD; 0 when not known or too old.</summary>
    public double Spot;

    /// <summary>Bars closed since the engine began; grows by one with each.</summary>
    public long Bars;

    public double BarSeconds;
    public double BarOpen;
    public double BarHigh;
    public double BarLow;
    public double BarClose;

    /// <summary>Mean true range of the last bars, USD.</summary>
    public double TrueRange;

    /// <summary>Per year, by <see cref="VolatilitySource"/>.</summary>
    public VolatilityFigures Volatility;

    /// <summary>Squared standard error of each variance as a share of its square; 0 or NaN where nobody says.</summary>
    public VolatilityFigures VolatilityErrors;

    /// <summary>Coins; 0 while <see cref="IsPriced"/> is not set.</summary>
    public double Delta;

    /// <summary>Coins per USD.</summary>
    public double Gamma;

    public double VegaPerVolPoint;
    public double ThetaPerDay;

    /// <summary>1 when every leg is priced.</summary>
    public int IsPriced;

    /// <summary>Legs that are held.</summary>
    public int Legs;

    /// <summary>Wallets, open P&amp;L and option value of the whole account, USD.</summary>
    public double EquityUsd;

    /// <summary>Highest equity, deposits and withdrawals taken out, USD.</summary>
    public double EquityPeakUsd;

    /// <summary>Of the whole account since the engine began, USD.</summary>
    public double PnlUsd;

    public double DayPnlUsd;

    /// <summary>Equity that no P&amp;L made: what was paid in less what was taken out, USD.</summary>
    public double PaidInUsd;

    /// <summary>How often an operator has resumed the policies; a change opens what limits of their own have
    /// locked.</summary>
    public long Resumes;

    /// <summary>Half the spread of the cheapest usable hedge, share of its price.</summary>
    public double HalfSpread;

    /// <summary>Its fees, share of value; a rebate is negative.</summary>
    public double MakerRate;

    /// <inheritdoc cref="MakerRate"/>
    public double TakerRate;

    /// <summary>What its book shows within 10 basis points of the touch, coins.</summary>
    public double DepthBid;

    /// <inheritdoc cref="DepthBid"/>
    public double DepthAsk;

    /// <summary>Coins traded in public per day.</summary>
    public double VolumePerDay;

    /// <summary>Funding of the reference perpetual in deviations from its own mean.</summary>
    public double FundingScore;

    /// <summary>Change of the open interest over the last hour, share.</summary>
    public double OpenInterestChange;

    /// <summary>Change of the price over the same time, share.</summary>
    public double PriceChange;

    /// <summary>Liquidated in the last minutes over what is usual, positive when longs were sold.</summary>
    public double LiquidationPressure;

    /// <summary>What our own fills taught of the impact of trading.</summary>
    public ImpactFit Impact;

    /// <summary>The scenario grid; NaN while nobody asks for it or it is too old.</summary>
    public ScenarioFigures Scenarios;

    /// <summary>The target in force, coins of delta.</summary>
    public double Target;

    /// <summary>What the agent's own closed trades on the underlying really earned, net of fees and funding, as shares
    /// of their value.</summary>
    public RealisedTrades Trades;

    /// <summary>Coins that are held for the target, signed: the trade that runs.</summary>
    public double TradeCoins;

    /// <summary>Its P&amp;L so far, net of fees and funding, USD; NaN when there is no price.</summary>
    public double TradePnlUsd;

    /// <summary>Place in the covariance of the underlyings, or -1.</summary>
    public int CovarianceIndex;

    public int Reserved;

    /// <summary>Row of the yearly covariance, by place; NaN where not known.</summary>
    public CovarianceRow Covariance;

    /// <summary>Yearly volatility by a chosen source; NaN when not known.</summary>
    public readonly double VolatilityBy(double source) => Volatility[(int)source];

    /// <summary>
    /// The same for who divides by it: an estimate that is as often too low as too high makes the quotient too large,
    /// by what its own error says.
    /// </summary>
    public readonly double DivisorBy(double source)
    {
        double error = VolatilityErrors[(int)source];
        return Volatility[(int)source] * Math.Sqrt(1 + (error > 0 ? error : 0));
    }
}

using System.Runtime.InteropServices;
using TradingAgent.Quant.Signals;

namespace TradingAgent.Engine.Signals;

/// <summary>What strangers do on one underlying: trades, liquidations, funding, open interest.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FlowTrack
{
    /// <summary>Coins traded, all its perpetuals and futures together.</summary>
    public DecayedRate Traded;

    /// <summary>Coins of longs and of shorts liquidated in the last minutes, and of both over a day.</summary>
    public DecayedRate LongsLiquidated;
    public DecayedRate ShortsLiquidated;
    public DecayedRate UsuallyLiquidated;

    public InterestHistory Interest;

    /// <summary>Funding rates of the reference perpetual, per 8 hours.</summary>
    public DecayedMoments FundingLevels;

    /// <summary>The rate in force, per 8 hours.</summary>
    public double FundingRate;

    /// <summary>When trades began to come without a gap.</summary>
    public Timestamp TradedSince;
    public Timestamp TradedAt;

    /// <summary>When the first liquidation came.</summary>
    public Timestamp LiquidatedSince;
    public Timestamp LiquidatedAt;
    public Timestamp FundingAt;

    /// <summary>When the rate in force is paid and another one holds.</summary>
    public Timestamp FundingUntil;
}

using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Execution;

/// <summary>One attempt to bring an underlying's delta back: what it trades, since when, and how it goes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Campaign
{
    /// <summary>1, 2, 3, … per underlying; 0 before the first.</summary>
    public long Number;

    public Timestamp StartedAt;

    /// <summary>Start, or last fill: patience is counted from progress.</summary>
    public Timestamp ProgressAt;

    public Timestamp DecidedAt;
    public Timestamp TookAt;
    public Timestamp RefusedAt;

    /// <summary>Mid when it began, USD.</summary>
    public double ArrivalMid;

    /// <summary>Signed delta filled, coins.</summary>
    public double FilledDelta;

    /// <summary>Value of what was filled at its own prices, USD, signed like the delta.</summary>
    public double FilledUsd;

    /// <summary>Fees, and the funding that its fills cost, USD.</summary>
    public double CostsUsd;

    /// <summary>
    /// The error at which a hedge of part of the way is over, coins; 0 for none. A campaign that is stopped hands it on
    /// to the next one.
    /// </summary>
    public double Goal;

    public InstrumentId Instrument;
    public int IsActive;
    public Side Side;
    public CampaignStage Stage;

    /// <summary>The last rule told, so that reports come on changes only.</summary>
    public DecisionRule ToldRule;

    public Refusal ToldRefusal;

    /// <summary>1 once the error was inside the band on the way to the goal: leaving it again is a new way.</summary>
    public int IsInside;

    /// <summary>1 once it was told that one order may not be as large as what is wanted.</summary>
    public int IsCapTold;

    public int Reserved;

    /// <summary>Open loss of the campaign at a mid, USD, fees and funding included; negative is a gain.</summary>
    public readonly double LossUsd(double mid) => FilledUsd + CostsUsd - (FilledDelta * mid);
}

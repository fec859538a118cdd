namespace TradingAgent.Quant.Costs;

/// <summary>What is known of hedging with one instrument; NaN where nobody said.</summary>
public readonly record struct HedgeTerms
{
    /// <summary>Half the spread over the mid.</summary>
    public required double HalfSpread { get; init; }

    /// <summary>Maker fee as a share of value; negative is a rebate.</summary>
    public required double Fee { get; init; }

    /// <summary>Funding of one hour that the change will pay, as a share of value; negative is received.</summary>
    public required double FundingPerHour { get; init; }

    /// <summary>Size of the change, coins.</summary>
    public required double Size { get; init; }

    /// <summary>What stands within ten basis points on the side that is traded against, coins.</summary>
    public required double Depth { get; init; }

    /// <summary>Position after the change, coins.</summary>
    public required double Position { get; init; }

    /// <summary>Open interest of the instrument, coins.</summary>
    public required double OpenInterest { get; init; }

    /// <summary>Maintenance margin over margin balance at the venue.</summary>
    public required double MarginRatio { get; init; }
}

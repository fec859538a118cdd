namespace TradingAgent.Exchange.Accounts;

/// <summary>How an account starts. One-way positions, cross margin.</summary>
public sealed record AccountSettings
{
    public required string Name { get; init; }

    public IReadOnlyList<Money> Balances { get; init; } = [];

    public IReadOnlyList<StartingPosition> Positions { get; init; } = [];

    public FeeSchedule Fees { get; init; } = new();

    /// <summary>For futures and perpetuals until changed per instrument.</summary>
    public decimal Leverage { get; init; } = 10m;

    /// <summary>
    /// False: a limit price beyond the band is moved to its edge without a word (the venue's default).
    /// </summary>
    public bool RefusesOutsideBand { get; init; }
}

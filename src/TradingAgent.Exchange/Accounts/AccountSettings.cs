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

    /// <summary>
    /// True: a client id need only be unique among the open orders, names the youngest of those that had it, and may
    /// hold <c>. : /</c> too. False: it stays taken while the order is remembered.
    /// </summary>
    public bool FreesClientIds { get; init; }
}

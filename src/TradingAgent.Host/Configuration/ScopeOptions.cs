namespace TradingAgent.Host.Configuration;

/// <summary>What the agent looks at and what it may touch.</summary>
internal sealed record ScopeOptions
{
    /// <summary>Coin codes, such as BTC.</summary>
    public IReadOnlyList<string> Underlyings { get; init; } = ["BTC"];

    /// <summary>Patterns of instruments that count in risk, such as <c>bybit:*</c>.</summary>
    public IReadOnlyList<string> Counted { get; init; } = ["*"];

    /// <summary>Patterns of instruments that may be traded, such as <c>bybit:BTCUSDT</c>.</summary>
    public IReadOnlyList<string> Tradable { get; init; } = [];

    /// <summary>Orders that are not ours: <c>leave</c> them, or <c>cancel</c> those found at the start.</summary>
    public string StrangerOrders { get; init; } = "leave";

    /// <summary>True where a start, a kill switch and a sentinel cancel everybody's orders.</summary>
    public bool CancelsStrangers => StrangerOrders == "cancel";
}

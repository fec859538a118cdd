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
}

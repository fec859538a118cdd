namespace TradingAgent.Simulation.World;

/// <summary>
/// What a simulated venue tells beside touches, tickers, orders, executions and balances. Its owner chooses: what
/// nobody listens to costs time, and more events are another run.
/// </summary>
[Flags]
internal enum SimulatedStreams
{
    None = 0,

    /// <summary>Sizes near the middle of every book.</summary>
    Depth = 1,

    Trades = 2,

    /// <summary>Funding rates of perpetuals.</summary>
    Funding = 4,

    OpenInterest = 8,

    /// <summary>Liquidations in futures and perpetuals, whoever's they are.</summary>
    Liquidations = 16,

    /// <summary>What coins are worth, as their indices move; without it only at first contact.</summary>
    Rates = 32,

    /// <summary>Each position when it changes, and whenever something becomes of an order in it.</summary>
    Positions = 64,

    /// <summary>The account's option Greeks per coin, when a position in options changes.</summary>
    AccountGreeks = 128,

    /// <summary>The account's margin, with its balances.</summary>
    Margin = 256,

    /// <summary>The venue's clock against ours.</summary>
    Clock = 512,

    All = Depth | Trades | Funding | OpenInterest | Liquidations | Rates | Positions | AccountGreeks | Margin | Clock,
}

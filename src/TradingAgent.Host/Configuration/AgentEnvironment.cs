namespace TradingAgent.Host.Configuration;

/// <summary>Where the agent trades, and with what money.</summary>
internal enum AgentEnvironment
{
    /// <summary>A local exchange in this process, or one named by its hosts. No keys, no money.</summary>
    Demo,

    /// <summary>A venue's testnet: its own prices, play money.</summary>
    Testnet,

    /// <summary>A venue's demo account: real prices, play money.</summary>
    VenueDemo,

    /// <summary>Real money.</summary>
    Mainnet,
}

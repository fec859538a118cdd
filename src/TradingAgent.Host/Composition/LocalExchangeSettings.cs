using System.Net;

namespace TradingAgent.Host.Composition;

/// <summary>A local exchange as the demo or the <c>exchange</c> verb wants it.</summary>
internal sealed record LocalExchangeSettings
{
    /// <summary>The word that stands for the demonstration book instead of a file.</summary>
    public const string DemoPortfolioWord = "demo";

    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>0: any free port.</summary>
    public int Port { get; init; }

    /// <summary>Each venue has accounts of its own; the books are the same.</summary>
    public ExchangeProtocol Protocol { get; init; } = ExchangeProtocol.Bybit;

    public ulong Seed { get; init; } = 1;

    /// <summary>What the clock of a generated market shows at first; null: the time it is.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>Seconds of market per second.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Recorded market data, or null for a generated market.</summary>
    public string? MarketPath { get; init; }

    /// <summary>A recorded option chain for the options of a recorded market, or null.</summary>
    public string? SurfacePath { get; init; }

    /// <summary>
    /// Two venues share the portfolio, every other option that both list being at the second; else each has all of it.
    /// </summary>
    public bool DividesPortfolio { get; init; }

    /// <summary>A portfolio file, <see cref="DemoPortfolioWord"/>, or null for cash alone.</summary>
    public string? Portfolio { get; init; }

    /// <summary>True: whoever is on this machine may begin faults at <c>/control/faults</c>.</summary>
    public bool HasFaultDoor { get; init; }

    public string ApiKey { get; init; } = "test-key";

    public string ApiSecret { get; init; } = "test-secret";
}

using System.Text;

namespace TradingAgent.Venues.Binance;

/// <summary>What the Binance adapters need to know; futures and options take the same.</summary>
public sealed record BinanceOptions
{
    public required BinanceHosts Hosts { get; init; }

    /// <summary>The API key; empty for public data only.</summary>
    public ApiSecret Key { get; init; } = ApiSecret.None;

    /// <summary>The secret of an HMAC key, or an Ed25519 private key as PEM text.</summary>
    public ApiSecret Secret { get; init; } = ApiSecret.None;

    /// <summary>How old a signed request may be when the venue reads it.</summary>
    public int ReceiveWindowMs { get; init; } = 5000;

    /// <summary>One to four of [a-z0-9]: tells this agent's orders from another's on the same account.</summary>
    public required string Instance { get; init; }

    /// <summary>Hosts that may be reached without encryption besides this machine.</summary>
    public IReadOnlyList<string> AllowPlaintextHosts { get; init; } = [];

    /// <summary>Run even with a key that may withdraw. Do not.</summary>
    public bool AllowWithdrawalKey { get; init; }

    /// <summary>Change account settings that are wrong, or refuse to run on them.</summary>
    public SettingsAction Settings { get; init; } = SettingsAction.Set;

    /// <summary>How far the venue's clock and ours may differ; stamps are corrected, expiries are not.</summary>
    public TimeSpan ClockOffsetMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Places, amends and cancels per second, each.</summary>
    public int OrdersPerSecond { get; init; } = 10;

    /// <summary>
    /// How long after our last sign of life the venue cancels everything in what we trade; zero leaves that switch off.
    /// </summary>
    public TimeSpan DeadMansSwitch { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Folder for frames that could not be read; null keeps none.</summary>
    public string? QuarantineFolder { get; init; }

    /// <summary>How long an order request may stay unanswered before its outcome is called unknown.</summary>
    public TimeSpan ReplyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long an order is looked for before the venue is said not to have it. A request that was lost on its way may
    /// still be taken while its receive window lasts.
    /// </summary>
    public TimeSpan QueryPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often cash that no trade moved is asked for.</summary>
    public TimeSpan IncomeInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often open interest, and the dollar's rate of stablecoins, are asked for.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the catalogue is read again while the venue runs.</summary>
    public TimeSpan CatalogueInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Between two readings of the catalogue that an expiry or an unknown symbol asked for.</summary>
    public TimeSpan CataloguePause { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a listen key's life is prolonged; it ends an hour after the last time.</summary>
    public TimeSpan ListenKeyInterval { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>Where a busy thread looks for what arrives on streams; null leaves that to the runtime.</summary>
    public PolledSockets? Polled { get; init; }

    internal byte[] InstanceBytes => Encoding.ASCII.GetBytes(Instance);

    /// <summary>Everything wrong with these options, each with what to do; empty when they can be used.</summary>
    public IReadOnlyList<string> Problems()
    {
        List<string> problems = [];
        if (!ClientOrderIdText.IsInstance(Encoding.ASCII.GetBytes(Instance)))
            problems.Add($"Instance «{Instance}» must be one to four of [a-z0-9].");
        if (Key.IsEmpty != Secret.IsEmpty) problems.Add("Give both the key and the secret, or neither.");
        if (ReceiveWindowMs is < 500 or >= 60_000) problems.Add("ReceiveWindowMs must be 500 to 59999.");
        if (OrdersPerSecond is < 1 or > 100) problems.Add("OrdersPerSecond must be 1 to 100.");
        if (DeadMansSwitch != TimeSpan.Zero && DeadMansSwitch < TimeSpan.FromSeconds(10))
            problems.Add("DeadMansSwitch must be 0 (off) or 10 seconds at least.");
        string?[] addresses = [Hosts.FuturesRest, Hosts.OptionsRest, Hosts.Stream, Hosts.Trade, Hosts.Wallet];
        problems.AddRange(PlaintextRule.Problems(addresses, AllowPlaintextHosts));
        return problems;
    }
}

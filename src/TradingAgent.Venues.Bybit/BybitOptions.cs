using System.Text;

namespace TradingAgent.Venues.Bybit;

/// <summary>What the Bybit adapter needs to know.</summary>
public sealed record BybitOptions
{
    public required BybitHosts Hosts { get; init; }

    /// <summary>The API key; empty for public data only.</summary>
    public ApiSecret Key { get; init; } = ApiSecret.None;

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

    /// <summary>
    /// The margin mode wanted, in the venue's word (REGULAR_MARGIN, PORTFOLIO_MARGIN, ISOLATED_MARGIN); empty is any.
    /// </summary>
    public string MarginMode { get; init; } = "";

    /// <summary>Run even where the venue moves futures prices to its band's edge instead of rejecting them.</summary>
    public bool AllowPriceClamp { get; init; }

    /// <summary>How far the venue's clock and ours may differ; stamps are corrected, expiries are not.</summary>
    public TimeSpan ClockOffsetMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Places, amends and cancels per second (each) and category that the account tier allows.</summary>
    public int OrdersPerSecond { get; init; } = 10;

    /// <summary>Ask for the venue's own dead-man's switch at each start; what it answers is logged.</summary>
    public bool TriesDisconnectCancel { get; init; } = true;

    /// <summary>Folder for frames that could not be read; null keeps none.</summary>
    public string? QuarantineFolder { get; init; }

    /// <summary>How long an order request may stay unanswered before its outcome is called unknown.</summary>
    public TimeSpan ReplyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an order is looked for before the venue is said not to have it.</summary>
    public TimeSpan QueryPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often deposits, withdrawals and transfers are asked for.</summary>
    public TimeSpan TransferInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the catalogue is read again while the venue runs.</summary>
    public TimeSpan CatalogueInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Between two readings of the catalogue that an expiry or an unknown symbol asked for.</summary>
    public TimeSpan CataloguePause { get; init; } = TimeSpan.FromSeconds(15);

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
        if (ReceiveWindowMs is < 500 or > 60_000) problems.Add("ReceiveWindowMs must be 500 to 60000.");
        if (OrdersPerSecond is < 1 or > 1000) problems.Add("OrdersPerSecond must be 1 to 1000.");
        string?[] addresses = [Hosts.Rest, Hosts.PublicStream, Hosts.PrivateStream, Hosts.TradeStream];
        problems.AddRange(PlaintextRule.Problems(addresses, AllowPlaintextHosts));
        return problems;
    }
}

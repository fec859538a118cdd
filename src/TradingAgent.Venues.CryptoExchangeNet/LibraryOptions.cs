using System.Text;

namespace TradingAgent.Venues.CryptoExchangeNet;

/// <summary>What a venue reached through the library needs to know; the same words as a native adapter's.</summary>
public sealed record LibraryOptions
{
    public required LibraryHosts Hosts { get; init; }

    /// <summary>The API key; empty for public data only.</summary>
    public ApiSecret Key { get; init; } = ApiSecret.None;

    public ApiSecret Secret { get; init; } = ApiSecret.None;

    /// <summary>One to four of [a-z0-9]: tells this agent's orders from another's on the same account.</summary>
    public required string Instance { get; init; }

    /// <summary>Hosts that may be reached without encryption besides this machine.</summary>
    public IReadOnlyList<string> AllowPlaintextHosts { get; init; } = [];

    /// <summary>Run even with a key that may withdraw. Do not.</summary>
    public bool AllowWithdrawalKey { get; init; }

    /// <summary>Change account settings that are wrong, or refuse to run on them.</summary>
    public SettingsAction Settings { get; init; } = SettingsAction.Set;

    /// <summary>How far the venue's clock and ours may differ.</summary>
    public TimeSpan ClockOffsetMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Places, amends and cancels per second (each) and budget that the account allows.</summary>
    public int OrdersPerSecond { get; init; } = 10;

    /// <summary>After how long without us the venue cancels by itself, where it offers that; zero never.</summary>
    public TimeSpan DeadMansSwitch { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long an order request may stay unanswered before its outcome is called unknown.</summary>
    public TimeSpan ReplyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an order is looked for before the venue is said not to have it.</summary>
    public TimeSpan QueryPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often deposits, withdrawals and other cash are asked for.</summary>
    public TimeSpan TransferInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the catalogue is read again while the venue runs.</summary>
    public TimeSpan CatalogueInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Between two readings of the catalogue that an expiry or an unknown symbol asked for.</summary>
    public TimeSpan CataloguePause { get; init; } = TimeSpan.FromSeconds(15);

    internal byte[] InstanceBytes => Encoding.ASCII.GetBytes(Instance);

    /// <summary>How our order ids begin, as the venue shows them.</summary>
    internal string OrderPrefix => $"ta{Instance}-";

    /// <summary>A text without the key and the secret.</summary>
    internal string Scrub(string text) => Secret.Scrub(Key.Scrub(text));

    /// <summary>Everything wrong with these options, each with what to do; empty when they can be used.</summary>
    public IReadOnlyList<string> Problems()
    {
        List<string> problems = [];
        if (!ClientOrderIdText.IsInstance(InstanceBytes))
            problems.Add($"Instance «{Instance}» must be one to four of [a-z0-9].");
        if (Key.IsEmpty != Secret.IsEmpty) problems.Add("Give both the key and the secret, or neither.");
        if (OrdersPerSecond is < 1 or > 1000) problems.Add("OrdersPerSecond must be 1 to 1000.");
        string?[] addresses = [Hosts.Rest, Hosts.Market, Hosts.Account, Hosts.Trade, Hosts.Wallet];
        problems.AddRange(PlaintextRule.Problems(addresses, AllowPlaintextHosts));
        return problems;
    }
}

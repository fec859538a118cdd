using TradingAgent.Exchange.Accounts;

namespace TradingAgent.ExchangeServer;

/// <summary>A key that the server knows, and the account that it opens.</summary>
/// <param name="Key">What the client sends.</param>
/// <param name="Secret">What it signs with.</param>
/// <param name="Account">The account in the exchange.</param>
/// <param name="IsReadOnly">True when the key may look and not trade.</param>
public sealed record ApiCredential(string Key, string Secret, AccountId Account, bool IsReadOnly = false)
{
    /// <summary>True when the key could also move money out, which no trading key should.</summary>
    public bool CanWithdraw { get; init; }

    /// <summary>True when the account was granted the venue's dead-man switch, as institutions are.</summary>
    public bool HasDisconnectGuard { get; init; }

    /// <summary>Whom the venue says the key belongs to; 0: the account's number.</summary>
    public long UserId { get; init; }

    /// <summary>When the key dies, as keys do that are bound to no address; none: never.</summary>
    public Timestamp ExpiresAt { get; init; }

    /// <summary>The key without the secret, for logs.</summary>
    public override string ToString() => $"{Key} ({Account})";
}

using TradingAgent.Exchange.Accounts;

namespace TradingAgent.ExchangeServer;

/// <summary>
/// A Binance key, and the two wallets that it opens: futures and options are separate accounts there.
/// </summary>
/// <param name="Key">What the client sends as <c>X-MBX-APIKEY</c>.</param>
/// <param name="Secret">What it signs with (HMAC); ignored when there is a public key.</param>
/// <param name="Futures">The account of USD-margined futures.</param>
/// <param name="Options">The account of European options.</param>
/// <param name="IsReadOnly">True when the key may look and not trade.</param>
public sealed record BinanceCredential(
    string Key, string Secret, AccountId Futures, AccountId Options, bool IsReadOnly = false)
{
    /// <summary>
    /// The Ed25519 key that its signatures are checked with: PEM, or Base64 of the DER form or of the 32 bytes. Null:
    /// the key signs with HMAC.
    /// </summary>
    public string? PublicKey { get; init; }

    /// <summary>True when the key could also move money out, which no trading key should.</summary>
    public bool CanWithdraw { get; init; }

    /// <summary>The key without the secret, for logs.</summary>
    public override string ToString() => $"{Key} ({Futures}, {Options})";
}

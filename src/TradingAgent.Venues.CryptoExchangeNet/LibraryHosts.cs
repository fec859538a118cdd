namespace TradingAgent.Venues.CryptoExchangeNet;

/// <summary>Where a venue lives: base addresses, to which the library appends its own paths.</summary>
/// <param name="Rest">Of the REST API.</param>
/// <param name="Market">Of the public streams.</param>
/// <param name="Account">Of the account's stream.</param>
/// <param name="Trade">Of order entry, or null where orders go over REST only.</param>
public sealed record LibraryHosts(string Rest, string Market, string Account, string? Trade)
{
    /// <summary>Of the wallet's REST API, where that alone tells what a key may do; null where there is none.</summary>
    public string? Wallet { get; init; }

    /// <summary>Scheme, host and port of an address that may have a path.</summary>
    public static string BaseOf(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) ? uri.GetLeftPart(UriPartial.Authority) : address;
}

using System.Text;

namespace TradingAgent.Venues.CryptoExchangeNet;

/// <summary>The library takes keys as text.</summary>
internal static class LibrarySecret
{
    public static string Text(ApiSecret secret) => Encoding.UTF8.GetString(secret.Reveal());
}

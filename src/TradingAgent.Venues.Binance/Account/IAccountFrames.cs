using System.Text.Json;

namespace TradingAgent.Venues.Binance.Account;

/// <summary>
/// Reads a product's account events. Futures and options name some of them alike and mean other bodies: they are told
/// apart by their connection.
/// </summary>
internal interface IAccountFrames
{
    /// <summary>Takes one event, the reader standing on its opening brace.</summary>
    void Read(AccountEvent kind, ref Utf8JsonReader body, Timestamp now);
}

namespace TradingAgent.ExchangeServer.Bybit.Auth;

/// <summary>The four X-BAPI headers as they came; null where one is missing.</summary>
internal readonly record struct SignedHeaders(string? Key, string? Timestamp, string? Window, string? Signature)
{
    public bool IsIncomplete =>
        string.IsNullOrEmpty(Key) || string.IsNullOrEmpty(Timestamp) || string.IsNullOrEmpty(Signature);
}

using System.Text.Json;
using TradingAgent.Exchange.Accounts;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Binance;

/// <summary>A request on the exchange thread: what was asked, by whom, when, and where the result is written.</summary>
internal sealed class BinanceCall
{
    public required RequestFields Fields { get; init; }

    /// <summary>The caller's key; null for public requests.</summary>
    public BinanceCredential? Credential { get; init; }

    public required Utf8JsonWriter Json { get; init; }

    public required Timestamp Now { get; init; }

    public required Product Product { get; init; }

    /// <summary>The caller's wallet in this interface; the market itself for public requests.</summary>
    public AccountId Account => Credential is null ? AccountId.Market
        : Product == Product.Options ? Credential.Options : Credential.Futures;

    public Answer Empty()
    {
        Json.WriteStartObject();
        Json.WriteEndObject();
        return Answer.Ok;
    }

    /// <summary>The usual <c>{"code":200,"msg":"success"}</c>.</summary>
    public Answer Success(string message = "success")
    {
        Json.WriteStartObject();
        Json.WriteNumber("code"u8, 200);
        Json.WriteString("msg"u8, message);
        Json.WriteEndObject();
        return Answer.Ok;
    }
}

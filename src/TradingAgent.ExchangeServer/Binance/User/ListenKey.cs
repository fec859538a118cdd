using TradingAgent.Exchange.Accounts;

namespace TradingAgent.ExchangeServer.Binance.User;

/// <summary>A key that opens the user stream of one wallet until it expires.</summary>
internal sealed class ListenKey(string text, AccountId account, Product product)
{
    public string Text => text;

    public AccountId Account => account;

    public Product Product => product;

    public Timestamp ExpiresAt { get; set; }
}

namespace TradingAgent.ExchangeServer.Bybit.Rest;

/// <summary>The open interest of one contract at one moment.</summary>
/// <param name="Milliseconds">Beginning of the step it was looked at in.</param>
/// <param name="Interest">In coins, or in USD for inverse contracts.</param>
internal readonly record struct InterestLook(long Milliseconds, Quantity Interest);

namespace TradingAgent.Exchange.Accounts;

/// <summary>
/// The answer to place, amend or cancel. Accepted says nothing of the match: that comes through the listener.
/// </summary>
/// <param name="Result">Accepted or the refusal.</param>
/// <param name="Order">The order concerned, when there is one.</param>
/// <param name="ClientId">Its client id, when it has one.</param>
public readonly record struct CommandOutcome(CommandResult Result, OrderId Order, string? ClientId)
{
    public bool IsAccepted => Result == CommandResult.Accepted;
}

using TradingAgent.Domain.Identity;
using TradingAgent.Domain.Numbers;

namespace TradingAgent.Domain.Events;

/// <summary>
/// The venue paid or took the open P&amp;L of a contract that goes on: its size stays, its cost is at a new price.
/// </summary>
/// <param name="Price">What the session was settled at.</param>
/// <param name="Execution">The settlement's id, folded; the same whichever road told of it.</param>
/// <param name="IsInWallet">The balance that the venue told last holds its cash already.</param>
public readonly record struct SessionSettled(Price Price, ExecutionId Execution, bool IsInWallet = false);

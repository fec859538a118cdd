namespace TradingAgent.Domain.Identity;

/// <summary>
/// Our name for an order: the run's epoch and a counter within it, unique across restarts because each run's epoch is
/// larger than the last. Minted by the engine only.
/// </summary>
/// <param name="Epoch">max(last epoch + 1, seconds since 2026-01-01 at start).</param>
/// <param name="Counter">1, 2, 3, … within the run; 0 is «none».</param>
public readonly record struct ClientOrderId(uint Epoch, uint Counter)
{
    public static readonly ClientOrderId None;

    public bool IsNone => Counter == 0;

    public override string ToString() => $"{Epoch}-{Counter}";
}

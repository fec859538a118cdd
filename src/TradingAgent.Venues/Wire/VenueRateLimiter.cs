namespace TradingAgent.Venues.Wire;

/// <summary>
/// Message budgets per category and action under one ceiling for the whole venue, of which the last part is kept for
/// cancels. It refuses at once and never queues: an order that waits is an order at yesterday's price. Thread-safe.
/// </summary>
public sealed class VenueRateLimiter
{
    private const int Actions = 3;

    private readonly RollingBudget[] _budgets;
    private readonly RollingBudget _whole;
    private readonly int _keptForCancels;
    private readonly Timestamp[] _pausedUntil;
    private readonly Lock _gate = new();

    /// <param name="perSecond">Places, amends and cancels per second (each) of every category.</param>
    /// <param name="wholePerSecond">All messages per second, all categories.</param>
    /// <param name="keptForCancels">Of the whole, how many only cancels may use.</param>
    public VenueRateLimiter(IReadOnlyList<int> perSecond, int wholePerSecond, int keptForCancels)
    {
        // Messages bunch up on their way: a window slightly longer than the venue's keeps us inside it.
        Duration window = Duration.FromMilliseconds(1050);
        _budgets = new RollingBudget[perSecond.Count * Actions];
        for (int i = 0; i < _budgets.Length; i++) _budgets[i] = new RollingBudget(perSecond[i / Actions], window);
        _whole = new RollingBudget(wholePerSecond, window);
        _keptForCancels = keptForCancels;
        _pausedUntil = new Timestamp[perSecond.Count];
    }

    /// <summary>Takes one message from the budget; false when it must not be sent now.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The kind is not place, amend or cancel.</exception>
    public bool TryTake(int category, CommandKind kind, Timestamp now)
    {
        int action = kind switch
        {
            CommandKind.PlaceOrder => 0,
            CommandKind.AmendOrder => 1,
            CommandKind.CancelOrder => 2,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Only orders have a budget."),
        };
        lock (_gate)
        {
            bool isCancel = action == 2;
            if (!isCancel && now < _pausedUntil[category]) return false;
            if (!isCancel && _whole.Available(now) <= _keptForCancels) return false;
            RollingBudget budget = _budgets[(category * Actions) + action];
            if (budget.Available(now) == 0 || !_whole.TryTake(now)) return false;
            return budget.TryTake(now);
        }
    }

    /// <summary>The venue said we were too fast: nothing but cancels in this category until then.</summary>
    public void PauseUntil(int category, Timestamp until)
    {
        lock (_gate)
            if (until > _pausedUntil[category]) _pausedUntil[category] = until;
    }
}

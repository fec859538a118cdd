using TradingAgent.Engine.Scaling.Policies;

namespace TradingAgent.Engine.Scaling;

/// <summary>
/// How one target came about, step by step. Not part of the state: whoever wants that of a past decision replays the
/// journal up to it.
/// </summary>
public sealed class ScalingTrace
{
    /// <summary>Parts of the budget, each for the hedge and for an option leg.</summary>
    private const int BudgetMax = 20;

    private readonly TraceStep[] _steps = new TraceStep[PolicyTable.SlotsMax + 2];
    private readonly BudgetStep[] _budget = new BudgetStep[BudgetMax];
    private int _count;
    private int _budgetCount;

    /// <summary>When it was made; none before the first.</summary>
    public Timestamp At { get; private set; }

    /// <summary>In the order in which they spoke.</summary>
    public ReadOnlySpan<TraceStep> Steps => _steps.AsSpan(0, _count);

    /// <summary>
    /// What the risk budget clips or vetoes of the orders that this target wants, while it does. A target that is made
    /// anew leaves it as it is: it is over when an order goes out, or when none is wanted.
    /// </summary>
    public ReadOnlySpan<BudgetStep> Budget => _budget.AsSpan(0, _budgetCount);

    /// <summary>Copies another trace.</summary>
    public void Take(ScalingTrace other)
    {
        At = other.At;
        (_count, _budgetCount) = (other._count, other._budgetCount);
        other.Steps.CopyTo(_steps);
        other.Budget.CopyTo(_budget);
    }

    internal void Begin(Timestamp at)
    {
        At = at;
        _count = 0;
    }

    internal void Add(in TraceStep step) => _steps[_count++] = step;

    /// <summary>A part of the budget binds; what it said before of the same kind of order is over.</summary>
    internal void Bind(in BudgetStep step)
    {
        Release(step.Budget, step.Rule, step.IsOption);
        if (_budgetCount < BudgetMax) _budget[_budgetCount++] = step;
    }

    /// <summary>No order of the kind is wanted any more.</summary>
    internal void Release(bool isOption) => Release(RiskBudget.None, PolicyRule.None, isOption);

    /// <summary>A part of the budget, or each, says no more of one kind, or of both.</summary>
    internal void Release(RiskBudget budget, PolicyRule rule, bool isOption)
    {
        int kept = 0;
        for (int i = 0; i < _budgetCount; i++)
        {
            ref readonly BudgetStep step = ref _budget[i];
            bool isMeant = step.IsOption == isOption && (budget == RiskBudget.None || step.Budget == budget)
                && (rule == PolicyRule.None || step.Rule == rule);
            if (!isMeant) _budget[kept++] = step;
        }
        _budgetCount = kept;
    }
}

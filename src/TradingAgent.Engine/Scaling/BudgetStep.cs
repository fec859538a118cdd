namespace TradingAgent.Engine.Scaling;

/// <summary>What the risk budget made of an order that a decision wanted.</summary>
/// <param name="At">When it said so last.</param>
/// <param name="Budget">Which part of it.</param>
/// <param name="Rule">Clipped or Vetoed.</param>
/// <param name="Reason">Of a veto, the gate's own word.</param>
/// <param name="Instrument">Where.</param>
/// <param name="Side">Which way.</param>
/// <param name="Wanted">Units.</param>
/// <param name="Allowed">Units; 0 for a veto.</param>
/// <param name="Measured">The figure that was too large.</param>
/// <param name="Limit">What it was held against.</param>
/// <param name="IsOption">Of an option leg, not of the delta hedge.</param>
public readonly record struct BudgetStep(
    Timestamp At, RiskBudget Budget, PolicyRule Rule, Refusal Reason, InstrumentId Instrument, Side Side,
    double Wanted, double Allowed, double Measured, double Limit, bool IsOption)
{
    /// <summary>The part of the budget that a refusal of the gate speaks for.</summary>
    public static RiskBudget BudgetOf(Refusal reason) => reason switch
    {
        Refusal.None or Refusal.NoChange or Refusal.OrderBusy => RiskBudget.None,
        Refusal.NotionalLimit => RiskBudget.Notional,
        Refusal.MessageBudget => RiskBudget.Messages,
        Refusal.VenueMargin => RiskBudget.Margin,
        Refusal.DeltaLimit or Refusal.GammaLimit or Refusal.VegaLimit => RiskBudget.Greeks,
        Refusal.ScenarioLimit or Refusal.ScenarioAge => RiskBudget.Scenarios,
        Refusal.LossLimit => RiskBudget.Losses,
        Refusal.Mode => RiskBudget.Mode,
        _ => RiskBudget.Gate,
    };
}

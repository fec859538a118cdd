using TradingAgent.Engine;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Simulation.Storm.Agent;
using TradingAgent.Simulation.Storm.Venue;

namespace TradingAgent.Simulation.Storm.Checkers;

/// <summary>
/// Checker 1: with nothing about the account under way, every position and wallet is the exchange's, to the last digit.
/// Where a message was lost for good, only after the reports have had the time to put it right.
/// </summary>
internal sealed class PositionChecker(Scoreboard board, StormVenue venue)
{
    private static readonly CurrencyId[] Currencies = [CurrencyId.Usdt, CurrencyId.Btc];
    private Timestamp _judgedAt;

    public void OnPulse(StormAgent agent, Timestamp now)
    {
        if (!agent.IsAlive || !venue.IsQuiet || venue.IsCutOff) return;
        // Twice a second is enough, and always soon after something changed.
        if (now - _judgedAt < Duration.FromMilliseconds(500) && venue.Truth.ChangedAt < _judgedAt) return;
        _judgedAt = now;
        Timestamp lossy = venue.LossyAt;
        if (!venue.IsPositionInDoubt(now)) JudgePositions(agent.Engine);
        Timestamp doubt = venue.CashInDoubtAt > lossy ? venue.CashInDoubtAt : lossy;
        if (venue.ReportMadeAt > doubt) JudgeCash(agent.Engine);
    }

    /// <summary>At the end nothing may be in doubt.</summary>
    public void OnEnd(StormAgent agent)
    {
        JudgePositions(agent.Engine);
        JudgeCash(agent.Engine);
    }

    private void JudgePositions(TradingEngine engine)
    {
        for (int i = 1; i < venue.Truth.Exchange.InstrumentCapacity; i++)
        {
            var id = new InstrumentId(i);
            if (venue.Truth.Exchange.Find(id) is { } listed && listed.Terms.Venue != venue.Id) continue;
            NetQuantity truth = venue.Truth.PositionIn(id);
            NetQuantity ours = engine.PositionOf(id);
            board.Judge(StormChecker.PositionAndCash, truth == ours,
                $"{venue.Truth.Exchange.Find(id)}: the exchange has {truth} and the agent {ours}");
        }
    }

    private void JudgeCash(TradingEngine engine)
    {
        foreach (CurrencyId currency in Currencies)
        {
            decimal truth = venue.Truth.Exchange.Balance(venue.Truth.Account, currency);
            decimal ours = engine.WalletOf(venue.Id, currency);
            board.Judge(StormChecker.PositionAndCash, Math.Abs(truth - ours) < 0.00000002m,
                $"{currency}: the exchange has {truth} and the agent {ours}");
        }
    }
}

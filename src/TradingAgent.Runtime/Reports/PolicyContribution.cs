using TradingAgent.Engine;
using TradingAgent.Engine.Scaling;
using TradingAgent.Engine.Scaling.Policies;

namespace TradingAgent.Runtime.Reports;

/// <summary>What one configured policy contributed on one underlying; null where nothing was measured.</summary>
public sealed record PolicyContribution
{
    /// <summary>Its name as configured.</summary>
    public required string Policy { get; init; }

    /// <summary>Its place in the configured list, from 0.</summary>
    public required int Slot { get; init; }

    public required string Stage { get; init; }

    /// <summary>Mean proposal over time: coins, or a factor.</summary>
    public required double? MeanValue { get; init; }

    /// <summary>Time for which it had a value.</summary>
    public required double SecondsWithValue { get; init; }

    /// <summary>How often it was asked.</summary>
    public required long Decisions { get; init; }

    /// <summary>How often it had nothing to say for want of an input.</summary>
    public required long MissingCount { get; init; }

    /// <summary>The input it lacked last, or null.</summary>
    public required string? LastMissing { get; init; }

    /// <summary>Why it said what it said last.</summary>
    public required string LastRule { get; init; }

    /// <summary>Of an exposure, on paper: its part times the moves of the reference price, costs not taken
    /// off.</summary>
    public required double? PaperPnlUsd { get; init; }

    /// <summary>Of an exposure: trades from flat to flat, or to a turn.</summary>
    public required long? Trades { get; init; }

    /// <summary>Share of them that gained.</summary>
    public required double? WinShare { get; init; }

    /// <summary>Coins by which an exposure's part changed.</summary>
    public required double? TurnoverCoins { get; init; }

    /// <summary>Coins by which it made targets smaller, summed over decisions.</summary>
    public required double ClippedCoins { get; init; }

    /// <summary>Every policy that speaks on an underlying, in order of the list.</summary>
    public static IReadOnlyList<PolicyContribution> Of(TradingEngine engine, UnderlyingId underlying)
    {
        var all = new List<PolicyContribution>();
        for (int slot = 0; slot < engine.Policies.Count; slot++)
        {
            if (!engine.Policies.Applies(slot, underlying)) continue;
            if (PolicyList.Find(engine.Policies.KindOf(slot)) is not { } definition) continue;
            all.Add(Of(slot, definition, engine.PolicyTallyOf(slot, underlying)));
        }
        return all;
    }

    private static PolicyContribution Of(int slot, PolicyDefinition definition, in PolicyTally tally)
    {
        bool isExposure = definition.Stage == PolicyStage.Exposure;
        return new PolicyContribution
        {
            Policy = definition.Name,
            Slot = slot,
            Stage = definition.Stage.ToString(),
            MeanValue = Known(tally.MeanValue),
            SecondsWithValue = Math.Round(tally.Seconds, 3),
            Decisions = tally.Decisions,
            MissingCount = tally.MissingCount,
            LastMissing = tally.LastMissing == PolicyInput.None ? null : tally.LastMissing.ToString(),
            LastRule = tally.LastRule.ToString(),
            PaperPnlUsd = isExposure ? Known(tally.PnlUsd) : null,
            Trades = isExposure ? tally.Trades.Count : null,
            WinShare = isExposure && tally.Trades.WinProbability.HasValue
                ? Known(tally.Trades.WinProbability.Value) : null,
            TurnoverCoins = isExposure ? Known(tally.Turnover) : null,
            ClippedCoins = Math.Round(tally.Clipped, 6),
        };
    }

    private static double? Known(double value) => double.IsFinite(value) ? Math.Round(value, 6) : null;
}

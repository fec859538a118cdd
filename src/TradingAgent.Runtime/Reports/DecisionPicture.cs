using TradingAgent.Engine;
using TradingAgent.Engine.Scaling;

namespace TradingAgent.Runtime.Reports;

/// <summary>
/// Everything a decision on one underlying is made of, at one moment: market, account, every policy's word, target,
/// band and Greeks. Made from an engine, never from reports. Null is not known.
/// </summary>
public sealed record DecisionPicture
{
    public required string Underlying { get; init; }

    /// <summary>When the target was made; null when no policy speaks and the one by hand stands.</summary>
    public required string? PlannedAt { get; init; }

    public required string Mode { get; init; }

    /// <summary>USD; null when not priced.</summary>
    public required double? Spot { get; init; }

    /// <summary>Per year, by estimate.</summary>
    public required IReadOnlyDictionary<string, double?> Volatilities { get; init; }

    /// <summary>Bars closed since the engine began, and the length of one in seconds.</summary>
    public required long Bars { get; init; }

    /// <inheritdoc cref="Bars"/>
    public required double? BarSeconds { get; init; }

    public required double? EquityUsd { get; init; }

    public required double? EquityPeakUsd { get; init; }

    /// <summary>Half the spread of the cheapest usable hedge, share of its price.</summary>
    public required double? HalfSpread { get; init; }

    /// <summary>Trades of the policies that are over, with what they earned net of fees and funding.</summary>
    public required long TradesClosed { get; init; }

    /// <summary>Share of them that gained.</summary>
    public required double? TradesWon { get; init; }

    /// <summary>Mean gain and mean loss, shares of a trade's value.</summary>
    public required double? MeanGain { get; init; }

    /// <inheritdoc cref="MeanGain"/>
    public required double? MeanLoss { get; init; }

    /// <summary>The trade that runs: coins held for the target, and its P&amp;L net of costs.</summary>
    public required double TradeCoins { get; init; }

    /// <inheritdoc cref="TradeCoins"/>
    public required double? TradePnlUsd { get; init; }

    /// <summary>Every step from the target by hand to the target in force, in the order they spoke.</summary>
    public required IReadOnlyList<TraceLine> Trace { get; init; }

    /// <summary>What margin, notional, messages and the rest of the risk budget clip or veto of its orders.</summary>
    public required IReadOnlyList<BudgetLine> Budget { get; init; }

    /// <summary>Option legs that are wanted, with what stands in the way of each.</summary>
    public required IReadOnlyList<WantedLeg> WantedLegs { get; init; }

    /// <summary>In force, coins of delta.</summary>
    public required double Target { get; init; }

    public required double Delta { get; init; }

    /// <summary>No-trade half widths, coins.</summary>
    public required double BandBelow { get; init; }

    /// <inheritdoc cref="BandBelow"/>
    public required double BandAbove { get; init; }

    /// <summary>Where a hedge stops, share of the band.</summary>
    public required double BandInnerShare { get; init; }

    public required double OuterBand { get; init; }

    /// <summary>Coins per USD.</summary>
    public required double Gamma { get; init; }

    public required double VegaPerVolPoint { get; init; }

    public required double ThetaPerDay { get; init; }

    public required int Legs { get; init; }

    public required int LegsNotGood { get; init; }

    /// <summary>The picture of an engine as it is.</summary>
    public static DecisionPicture Of(TradingEngine engine, UnderlyingId underlying)
    {
        EngineStatus.UnderlyingStatus status = engine.StatusOf(underlying);
        ScalingInputs inputs = engine.ScalingInputsOf(underlying);
        (double below, double above, double inner) = engine.BandOf(underlying);
        ScalingTrace trace = engine.TraceOf(underlying);
        var steps = new List<TraceLine>();
        foreach (ref readonly TraceStep step in trace.Steps) steps.Add(TraceLine.Of(in step));
        var budget = new List<BudgetLine>();
        foreach (ref readonly BudgetStep step in trace.Budget) budget.Add(BudgetLine.Of(in step));
        bool hasSeen = !inputs.At.IsNone;
        return new DecisionPicture
        {
            Underlying = underlying.ToString(),
            PlannedAt = trace.At.IsNone ? null : trace.At.ToString(),
            Mode = engine.Status().Mode.ToString(),
            Spot = status.Spot > 0 ? status.Spot : null,
            Volatilities = inputs.Volatilities.ToDictionary(v => v.Name, v => TraceLine.Known(v.Value)),
            Bars = inputs.Bars,
            BarSeconds = hasSeen ? inputs.BarSeconds : null,
            EquityUsd = hasSeen ? TraceLine.Known(inputs.EquityUsd) : engine.Status().EquityUsd,
            EquityPeakUsd = hasSeen ? TraceLine.Known(inputs.EquityPeakUsd) : null,
            HalfSpread = hasSeen ? TraceLine.Known(inputs.HalfSpread) : null,
            TradesClosed = inputs.TradesClosed,
            TradesWon = TraceLine.Known(inputs.TradesWon),
            MeanGain = TraceLine.Known(inputs.MeanGain),
            MeanLoss = TraceLine.Known(inputs.MeanLoss),
            TradeCoins = inputs.TradeCoins,
            TradePnlUsd = hasSeen ? TraceLine.Known(inputs.TradePnlUsd) : null,
            Trace = steps,
            Budget = budget,
            WantedLegs = [.. engine.LegsOf(underlying).Select(leg => new WantedLeg(
                leg.Instrument.Index, leg.Quantity,
                leg.Obstacle == DecisionRule.None ? null : leg.Obstacle.ToString()))],
            Target = status.Target,
            Delta = status.Delta,
            BandBelow = below,
            BandAbove = above,
            BandInnerShare = inner,
            OuterBand = status.OuterBand,
            Gamma = status.Gamma,
            VegaPerVolPoint = status.VegaPerVolPoint,
            ThetaPerDay = status.ThetaPerDay,
            Legs = status.Legs,
            LegsNotGood = status.LegsNotGood,
        };
    }

    /// <summary>In words, a line each.</summary>
    public IEnumerable<string> Lines()
    {
        yield return $"{Underlying} in mode {Mode}, target made at {PlannedAt ?? "no time: no policy speaks"}";
        yield return $"  market: spot {Text(Spot)}, half spread {Text(HalfSpread)}, " +
            $"{Bars} bars of {Text(BarSeconds)} s";
        string[] known = [.. Volatilities.Where(v => v.Value is not null).Select(v => $"{v.Key} {Text(v.Value)}")];
        yield return $"  volatility: {(known.Length == 0 ? "not known" : string.Join(", ", known))}";
        yield return $"  account: equity {Text(EquityUsd)} USD, peak {Text(EquityPeakUsd)}";
        yield return $"  trades: {TradesClosed} closed, won {Text(TradesWon)}, mean gain {Text(MeanGain)}, " +
            $"mean loss {Text(MeanLoss)}; open {TradeCoins:0.######} coins, P&L {Text(TradePnlUsd)} USD";
        foreach (TraceLine step in Trace) yield return "  " + Line(step);
        foreach (BudgetLine step in Budget) yield return "  " + Line(step);
        for (int i = 0; i < WantedLegs.Count; i++)
            yield return $"  leg {i + 1} of {WantedLegs.Count}: {WantedLegs[i].Quantity:+0.######;-0.######} of " +
                $"instrument {WantedLegs[i].Instrument}, " +
                (WantedLegs[i].Obstacle is { } why ? $"not yet: {why}" : "worked now");
        yield return $"  target {Target:0.######}, delta {Delta:0.######}, band -{BandBelow:0.######} " +
            $"+{BandAbove:0.######} (hedges stop at {BandInnerShare:0.##} of it), outer {OuterBand:0.######}";
        yield return $"  gamma {Gamma:0.########} per USD, vega {VegaPerVolPoint:0.##} USD per vol point, theta " +
            $"{ThetaPerDay:0.##} USD per day, {Legs} legs, {LegsNotGood} not good";
    }

    private static string Line(TraceLine step)
    {
        string inputs = string.Join(", ", step.Inputs.Select(input => $"{input.Key} {Text(input.Value)}"));
        string why = step.Missing is null ? step.Rule : $"{step.Rule} ({step.Missing}), its last word stands";
        string place = step.Slot < 0 ? "-" : step.Slot.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return $"{place} {step.Stage,-11} {step.Policy}: {why}: {Text(step.Value)}; target {step.Before:0.######} -> " +
            $"{step.After:0.######}{(inputs.Length == 0 ? "" : "; " + inputs)}";
    }

    private static string Line(BudgetLine step)
    {
        string why = step.Reason is null ? step.Rule : $"{step.Rule} ({step.Reason})";
        string figures = step.Measured is null ? "" : $"; {Text(step.Measured)} against {Text(step.Limit)}";
        return $"- {nameof(PolicyStage.Constraint),-11} budget of {step.Budget}: {why}: {step.Order}, wanted " +
            $"{Text(step.Wanted)}, allowed {Text(step.Allowed)}{figures}; said at {step.At}";
    }

    private static string Text(double? value) => value is { } known
        ? known.ToString("0.######", System.Globalization.CultureInfo.InvariantCulture) : "unknown";
}

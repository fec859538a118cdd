using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TradingAgent.Engine;
using TradingAgent.Simulation.Studies.Markets;
using TradingAgent.Simulation.Studies.Verdicts;

namespace TradingAgent.Simulation.Studies.Measures;

/// <summary>What a study found, as JSON: the same bytes for the same seed and build.</summary>
public sealed record StudyReport
{
    private static readonly JsonSerializerOptions Writing = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>What moved the prices.</summary>
    public required string Market { get; init; }

    public required ulong Seed { get; init; }

    public required double Days { get; init; }

    public required long Steps { get; init; }

    public required double StepSeconds { get; init; }

    public required double EquityStartUsd { get; init; }

    public required double EquityEndUsd { get; init; }

    public required double PnlUsd { get; init; }

    public required double FeesUsd { get; init; }

    /// <summary>Paid beyond the mark by the agent's own trades; negative is earned.</summary>
    public required double SpreadUsd { get; init; }

    /// <summary>Fees and spread together.</summary>
    public required double CostUsd { get; init; }

    public required double FundingUsd { get; init; }

    /// <summary>Value of the agent's own trades.</summary>
    public required double TurnoverUsd { get; init; }

    public required double MaxDrawdownUsd { get; init; }

    public required double MaxDrawdownShare { get; init; }

    public required double WorstDayUsd { get; init; }

    public required double? DailyDeviationUsd { get; init; }

    public required long Fills { get; init; }

    public required double? MakerShare { get; init; }

    public required long OrdersPlaced { get; init; }

    public required long OrdersAmended { get; init; }

    /// <summary>Mode at the end; other than Normal, a limit was met.</summary>
    public required string Mode { get; init; }

    public required long LimitBreaches { get; init; }

    public required IReadOnlyDictionary<string, CoinReport> Underlyings { get; init; }

    /// <summary>Of the account; null when none is configured.</summary>
    public required CapReport? ScenarioCap { get; init; }

    /// <summary>
    /// Deviation of the days' P&amp;L against cost, of bands and of fixed intervals, on a short-gamma book of the
    /// study's; null where no cost-aware band is configured or nobody asked.
    /// </summary>
    public IReadOnlyList<FrontierPoint>? HedgingFrontier { get; init; }

    /// <summary>The promises of a run, each kept or broken.</summary>
    public required IReadOnlyList<ReportVerdict> Verdicts { get; init; }

    /// <summary>What the study's own books and the engine's do not agree on; empty when all agrees.</summary>
    public required IReadOnlyList<string> Differences { get; init; }

    /// <summary>Over every placement and amend.</summary>
    public required string OrdersHash { get; init; }

    /// <summary>Of the engine's whole state at the end.</summary>
    public required string StateHash { get; init; }

    [JsonIgnore]
    public string Json => JsonSerializer.Serialize(this, Writing) + "\n";

    /// <summary>The report of a study that has ended.</summary>
    public static StudyReport Of(string description, StudySettings settings, StudyMarket market, StudyMeasures measures)
    {
        EngineStatus status = market.Engine.Status();
        StudyBook book = market.Book;
        double start = (double)book.StartUsd;
        double end = market.EquityUsd();
        CapReport? cap = CapReport.Of(measures.Cap);
        IReadOnlyList<string> differences = market.Differences();
        return new StudyReport
        {
            Market = description,
            Seed = settings.Seed,
            Days = Math.Round(market.Steps * settings.Step.Seconds / 86_400, 4),
            Steps = market.Steps,
            StepSeconds = settings.Step.Seconds,
            EquityStartUsd = start,
            EquityEndUsd = Math.Round(end, 2),
            PnlUsd = Math.Round(end - start, 2),
            FeesUsd = Math.Round((double)book.FeesUsd, 2),
            SpreadUsd = Math.Round(book.SpreadUsd, 2),
            CostUsd = Math.Round((double)book.FeesUsd + book.SpreadUsd, 2),
            FundingUsd = Math.Round((double)book.FundingUsd, 2),
            TurnoverUsd = Math.Round(book.TurnoverUsd, 2),
            MaxDrawdownUsd = Math.Round(measures.MaxDrawdownUsd, 2),
            MaxDrawdownShare = Math.Round(measures.MaxDrawdownShare, 6),
            WorstDayUsd = Math.Round(measures.WorstDayUsd, 2),
            DailyDeviationUsd = CoinReport.Known(measures.DailyDeviationUsd),
            Fills = book.Fills,
            MakerShare = CoinReport.Known((double)book.MakerFills / book.Fills),
            OrdersPlaced = market.OrdersPlaced,
            OrdersAmended = market.OrdersAmended,
            Mode = status.Mode.ToString(),
            LimitBreaches = status.LimitBreaches,
            Underlyings = Enumerable.Range(0, market.Coins.Count).ToDictionary(
                coin => market.Coins[coin].Coin.Code,
                coin => CoinReport.Of(market, coin, measures.Coins[coin], measures.PeriodsPerYear)),
            ScenarioCap = cap,
            Verdicts = VerdictsOf(cap, differences),
            Differences = differences,
            OrdersHash = $"{market.OrdersHash:x16}",
            StateHash = $"{market.Engine.StateHash():x16}",
        };
    }

    private static IReadOnlyList<ReportVerdict> VerdictsOf(CapReport? cap, IReadOnlyList<string> differences)
    {
        string found = differences.Count == 0 ? "no difference" : string.Join("; ", differences);
        var verdicts = new List<ReportVerdict>
        {
            new("The engine's books and the study's own agree.", differences.Count == 0, found),
        };
        if (cap is null) return verdicts;
        string finding = string.Create(
            CultureInfo.InvariantCulture,
            $"worst loss {cap.WorstLossUsd:N0} USD, cap {cap.CapUsd:N0}, excess {cap.ExcessUsd:N0}, one order " +
            $"{cap.OneOrderUsd:N0}; above the cap {cap.ShareAbove:P2} of {cap.Looks} looks");
        verdicts.Add(new(
            "The worst scenario loss never exceeds its cap by more than one order's worth.", cap.Holds, finding));
        return verdicts;
    }
}

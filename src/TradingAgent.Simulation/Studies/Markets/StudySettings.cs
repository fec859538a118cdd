using TradingAgent.Exchange.Accounts;
using TradingAgent.Runtime.Live;

namespace TradingAgent.Simulation.Studies.Markets;

/// <summary>The market and the account of a study.</summary>
public sealed record StudySettings
{
    public required IReadOnlyList<StudyCoin> Coins { get; init; }

    /// <summary>The parameters as the shell would send them, given what is listed.</summary>
    public required Func<InstrumentTable, IReadOnlyList<ParameterValue>> Parameters { get; init; }

    /// <summary>When it begins; a recording says so itself.</summary>
    public Timestamp Start { get; init; } = Timestamp.From(new DateTimeOffset(2026, 1, 2, 8, 0, 0, TimeSpan.Zero));

    public Duration Step { get; init; } = Duration.FromSeconds(10);

    public double Days { get; init; } = 200;

    /// <summary>Chooses everything the coins' paths do not.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Dollars in the account at first.</summary>
    public decimal EquityUsd { get; init; } = 1_000_000;

    public FeeSchedule Fees { get; init; } = new();

    /// <summary>Half the spread of a perpetual, share of its price.</summary>
    public double HalfSpread { get; init; } = 0.5e-4;

    /// <summary>Half the spread of an option, share of its price.</summary>
    public double OptionHalfSpread { get; init; } = 0.02;

    /// <summary>
    /// Chance that an order resting at the touch, or better, is filled in a step in which the price does not trade
    /// through it.
    /// </summary>
    public double TouchFillChance { get; init; } = 0.5;

    /// <summary>What a perpetual's book shows within 10 basis points of the middle on either side, USD.</summary>
    public double DepthUsd { get; init; } = 5e6;

    /// <summary>Traded in a perpetual by others, USD a day.</summary>
    public double VolumeUsdPerDay { get; init; } = 2e9;

    /// <summary>Mean of the rate of one funding, and the deviation about it.</summary>
    public double FundingMean { get; init; } = 1e-4;

    /// <inheritdoc cref="FundingMean"/>
    public double FundingDeviation { get; init; } = 1e-4;

    /// <summary>Implied over the path's own volatility.</summary>
    public double ImpliedOverActual { get; init; } = 1;

    /// <summary>Expiries listed at once, a week apart.</summary>
    public int Expiries { get; init; } = 2;

    /// <summary>How often an option's ticker comes, in steps.</summary>
    public int TickerSteps { get; init; } = 5;

    /// <summary>A composition with a cost-aware band is shown beside hedging by the clock.</summary>
    public bool ShowsFrontier { get; init; }

    /// <summary>Hears every event before the engine takes it; null for nobody.</summary>
    public Action<EngineEvent>? OnEvent { get; init; }

    /// <summary>Time between a command and its answer.</summary>
    public Duration Latency { get; init; } = Duration.FromMilliseconds(50);
}

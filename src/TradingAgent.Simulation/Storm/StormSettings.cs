using TradingAgent.Engine.Kernel;
using TradingAgent.Exchange.Faults;
using TradingAgent.Exchange.MarketSources.Generated;
using TradingAgent.Simulation.Storm.Market;

namespace TradingAgent.Simulation.Storm;

/// <summary>
/// Everything that one seed decides: the market, the wires, the portfolio, the limits, and what breaks.
/// </summary>
internal sealed record StormSettings
{
    private const long HalfHour = 1_800_000_000_000;

    /// <summary>Faults stop this long before the end, and the agent has that long to put everything right.</summary>
    public static readonly Duration Calm = Duration.FromSeconds(300);

    private static readonly Timestamp Epoch = Timestamp.FromMilliseconds(1_795_305_600_000);

    private readonly double[] _values = new double[ParameterList.Capacity];

    public required ulong Seed { get; init; }

    public required ulong MarketSeed { get; init; }

    public required Timestamp Start { get; init; }

    /// <summary>When faults stop.</summary>
    public required Timestamp CalmFrom { get; init; }

    public Timestamp End => CalmFrom + Calm;

    public required StormRegime Regime { get; init; }

    public required FaultPlan Plan { get; init; }

    /// <summary>One way, each way, at its shortest.</summary>
    public required Duration Latency { get; init; }

    /// <summary>The mean of what is added to it.</summary>
    public required double JitterSeconds { get; init; }

    /// <summary>What the venue does with a post-only order amended across the touch.</summary>
    public required bool CrossingAmendCancels { get; init; }

    public required bool TradesInverse { get; init; }

    /// <summary>Option legs held, by place in the chain, coins; positive is long.</summary>
    public required IReadOnlyList<double> Legs { get; init; }

    /// <summary>Linear perpetual held at the start, coins.</summary>
    public required double FuturesHeld { get; init; }

    /// <summary>What was drawn; the rest has its default.</summary>
    public required IReadOnlyDictionary<ParameterId, double> Parameters
    {
        get;
        init
        {
            field = value;
            foreach (ParameterDefinition definition in ParameterList.All)
                _values[(int)definition.Id] = value.GetValueOrDefault(definition.Id, definition.Default);
        }
    }

    /// <summary>A parameter in force, drawn or by default.</summary>
    public double this[ParameterId id] => _values[(int)id];

    public static StormSettings Of(ulong seed)
    {
        // Two generators that differ by one step would be each other's echo: hence the fork.
        Chance chance = new Chance(seed).Fork();
        Timestamp start = Epoch + Duration.FromSeconds(Math.Floor(chance.Between(0, 86_400)));
        double hours = chance.Between(1.4, 3.2);
        Timestamp calmFrom = start + Duration.FromSeconds(hours * 3600);
        double busy = chance.Between(0.6, 1.6);
        long halfHours = (long)(hours * chance.Between(0.3, 0.8) * 2) + 1;
        int strikes = chance.Uniform() < 0.2 ? 0 : 8;
        double volatility = Spread(chance, 0.3, 2.5);
        double startPrice = Math.Round(Spread(chance, 15_000, 150_000));
        return new StormSettings
        {
            Seed = seed,
            MarketSeed = chance.Bits(),
            Start = start,
            CalmFrom = calmFrom,
            Regime = new StormRegime
            {
                StartPrice = startPrice,
                Volatility = volatility,
                DriftPerHour = chance.Between(-0.01, 0.01),
                MovesPerSecond = 4 * busy,
                TakersPerSecond = chance.Between(0.5, 3),
                TouchQuantity = Spread(chance, 0.1, 3),
                SpreadTicks = 1 + (int)(chance.Uniform() * chance.Uniform() * 20),
                FundingRate = (decimal)Math.Round(chance.Between(-0.002, 0.002), 6),
                NearExpiry = new Timestamp(((start.Nanoseconds / HalfHour) + halfHours) * HalfHour),
                Strikes = strikes,
            },
            Plan = new FaultPlan(
                chance.Bits(), start + Duration.FromSeconds(60), calmFrom, chance.Uniform() < 0.03 ? 0 : 0.5),
            Latency = Duration.FromSeconds(Spread(chance, 0.0005, 0.08)),
            JitterSeconds = Spread(chance, 0.0001, 0.04),
            CrossingAmendCancels = chance.Uniform() < 0.5,
            TradesInverse = chance.Uniform() < 0.4,
            Legs = [.. Enumerable.Range(0, strikes * 2).Select(_ => Leg(chance))],
            FuturesHeld = chance.Uniform() < 0.5 ? 0 : Math.Round(chance.Between(-3, 3), 3),
            Parameters = DrawParameters(chance, strikes > 0, startPrice),
        };
    }

    private static double Leg(Chance chance)
    {
        double size = Math.Round(chance.Between(-6, 3), 2);
        return chance.Uniform() < 0.3 ? 0 : size;
    }

    private static Dictionary<ParameterId, double> DrawParameters(Chance chance, bool hasOptions, double price)
    {
        double band = Spread(chance, 0.03, 0.3);
        double orderMax = Spread(chance, 0.3, 3);
        double lossMax = price * Spread(chance, 0.05, 12);
        return new Dictionary<ParameterId, double>
        {
            [ParameterId.TargetDelta] = hasOptions && chance.Uniform() < 0.6 ? 0 : chance.Between(-3, 3),
            [ParameterId.BandKind] = chance.Uniform() < 0.3 ? 1 : 0,
            [ParameterId.BandDelta] = band,
            [ParameterId.BandDeltaMax] = band * 4,
            [ParameterId.BandInnerShare] = chance.Between(0, 0.8),
            [ParameterId.StepDelta] = chance.Uniform() < 0.8 ? 0 : band / 2,
            [ParameterId.Numeraire] = 1,
            [ParameterId.Placement] = chance.Uniform() < 0.5 ? 0 : 1,
            [ParameterId.RequoteTicks] = 1 + chance.Below(5),
            [ParameterId.RequoteIntervalMin] = chance.Below(500),
            [ParameterId.PassiveFor] = 500 + chance.Below(6000),
            [ParameterId.ImproveFor] = 500 + chance.Below(4000),
            [ParameterId.TakeAtBands] = chance.Between(1, 4),
            [ParameterId.TakeCollar] = chance.Between(2, 40),
            [ParameterId.OrderDeltaMax] = orderMax,
            [ParameterId.SendWithin] = 300 + chance.Below(1500),
            [ParameterId.AnswerWithin] = 3500 + chance.Below(3000),
            [ParameterId.OrderNotionalMax] = price * orderMax * chance.Between(0.7, 1.5),
            [ParameterId.OpenNotionalMax] = price * orderMax * chance.Between(1.5, 4),
            [ParameterId.MessagesPerSecond] = chance.Between(2, 12),
            [ParameterId.MessageBurst] = 2 + chance.Below(10),
            [ParameterId.DeltaMax] = orderMax * chance.Between(1, 3),
            [ParameterId.DayLossMax] = lossMax,
            [ParameterId.DrawdownMax] = lossMax * chance.Between(1, 2),
            [ParameterId.CampaignLossMax] = lossMax * chance.Between(0.2, 1),
            [ParameterId.OnHalt] = 1 + chance.Below(2),
            [ParameterId.LegAgeMax] = 30_000,
        };
    }

    /// <summary>Between two figures, evenly in their logarithm.</summary>
    private static double Spread(Chance chance, double low, double high) =>
        low * Quant.Maths.Elementary.Exp(chance.Uniform() * Quant.Maths.Elementary.Log(high / low));
}

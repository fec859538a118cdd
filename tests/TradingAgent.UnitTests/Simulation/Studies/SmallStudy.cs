using TradingAgent.Domain.Time;
using TradingAgent.Engine.Kernel;
using TradingAgent.Simulation.Studies.Markets;
using TradingAgent.Simulation.Studies.Paths;

namespace TradingAgent.UnitTests.Simulation.Studies;

/// <summary>A study of bitcoin and ether small enough for a test: targeting, a brake, a band, options sold.</summary>
internal static class SmallStudy
{
    public static readonly Duration Step = Duration.FromSeconds(10);

    public static StudySettings Settings(double days, ulong seed, decimal straddles = 1) => new()
    {
        Coins =
        [
            StudyCoin.Of(CurrencyId.Btc, Path(100_000, seed)) with { StraddlesSold = straddles },
            StudyCoin.Of(CurrencyId.Eth, Path(4_000, seed + 100)) with { StraddlesSold = straddles * 20 },
        ],
        Days = days,
        Seed = seed,
        Step = Step,
        Parameters = new StudyParameters()
            .With(ParameterId.OrderDeltaMax, 50).With(ParameterId.OrderNotionalMax, 1e7)
            .With(ParameterId.OpenNotionalMax, 1e7).With(ParameterId.BarInterval, 60_000)
            .With(ParameterId.DayLossMax, 1e6).With(ParameterId.DrawdownMax, 1e6)
            .With(ParameterId.RollingLossMax, 0)
            .WithPolicy(
                "volatility-target", [CurrencyId.Btc, CurrencyId.Eth], ("TargetVolatility", 0.2),
                ("CapitalShare", 0.25))
            .WithPolicy("drawdown-control", [CurrencyId.Btc, CurrencyId.Eth]).For,
    };

    private static DiffusionPath Path(double start, ulong seed) =>
        new(DiffusionSettings.Named("stochastic", start, 0.6), seed, Step, 0.8);
}

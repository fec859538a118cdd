using TradingAgent.Engine;
using TradingAgent.Engine.Kernel;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Risk;

/// <summary>Incremental Greeks against a revaluation from nothing, and what holds of any book.</summary>
public sealed class PortfolioGreeksTests
{
    private const double Tolerance = 1e-12;

    private static readonly InstrumentId[] Options =
        [.. SmallMarket.LinearOptions, .. SmallMarket.InverseOptions, .. SmallMarket.EtherOptions];

    private static readonly InstrumentId[] Futures =
    [
        SmallMarket.Perpetual, SmallMarket.InversePerpetual, SmallMarket.DatedFuture, SmallMarket.DatedInverse,
        SmallMarket.EtherPerpetual,
    ];

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public void Incremental_greeks_are_those_of_a_full_revaluation_after_every_tick(bool inUsd, ulong seed)
    {
        EngineRig rig = Bench(inUsd);
        var book = new ScratchBook { InUsd = inUsd };
        var random = new SeededRandom(seed);
        for (int block = 0; block < 1_000; block++)
        {
            rig.Now += Duration.FromMilliseconds(1_000 + random.Below(3_000));
            if (block > 0) rig.Apply(new EngineEvent { Kind = EventKind.TimeAdvanced });
            MoveFuture(rig, book, random, SmallMarket.Perpetual);
            MoveFuture(rig, book, random, SmallMarket.EtherPerpetual);
            if (block == 0) Open(rig, book, random);
            for (int tick = 0; tick < 50; tick++)
            {
                OneTick(rig, book, random);
                Check(rig, book, SmallMarket.Bitcoin);
                Check(rig, book, SmallMarket.Ether);
            }
            rig.Events.Clear();
        }
        Assert.True(rig.Engine.LastSequence > 50_000);
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 4)]
    public void Legs_on_a_fitted_smile_are_those_of_a_full_revaluation_too(bool inUsd, ulong seed)
    {
        EngineRig rig = Bench(inUsd, 3_600_000);
        var book = new ScratchBook { InUsd = inUsd };
        var random = new SeededRandom(seed);
        for (int block = 0; block < 200; block++)
        {
            rig.Now += Duration.FromMilliseconds(1_000 + random.Below(3_000));
            if (block > 0) rig.Apply(new EngineEvent { Kind = EventKind.TimeAdvanced });
            MoveFuture(rig, book, random, SmallMarket.Perpetual);
            MoveFuture(rig, book, random, SmallMarket.EtherPerpetual);
            if (block == 0) Open(rig, book, random);
            foreach (InstrumentId option in Options.Where(_ => block == 0)) NewSmile(rig, book, random, option);
            for (int tick = 0; tick < 50; tick++)
            {
                OneTick(rig, book, random);
                if (random.OnceIn(10)) NewSmile(rig, book, random, random.Of(Options));
                if (random.OnceIn(5)) MoveOption(rig, book, random, random.Of(Options), hasVolatility: false);
                Check(rig, book, SmallMarket.Bitcoin, onSmiles: true);
                Check(rig, book, SmallMarket.Ether, onSmiles: true);
            }
            rig.Events.Clear();
        }
        Assert.Contains(
            rig.ReportsOf(ReportKind.LegQuality),
            r => r.LegQuality is { From: LegQuality.Surface, To: LegQuality.Good });
    }

    [Fact]
    public void A_parity_book_is_a_forward_and_nothing_else()
    {
        EngineRig rig = new EngineRig();
        rig.Tradable.Clear();
        rig.Holding(SmallMarket.AtTheMoneyCall, 7).Holding(SmallMarket.AtTheMoneyPut, -7).Ready();
        rig.OptionTicker(SmallMarket.AtTheMoneyCall, 0.6, 101_000);
        rig.OptionTicker(SmallMarket.AtTheMoneyPut, 0.6, 101_000);
        rig.Mid(100_500);
        EngineStatus.UnderlyingStatus risk = rig.Engine.StatusOf(SmallMarket.Bitcoin);
        Assert.InRange(risk.Delta, 7.0, 7.1);
        Assert.InRange(Math.Abs(risk.Gamma), 0, 1e-16);
        Assert.InRange(Math.Abs(risk.VegaPerVolPoint), 0, 1e-9);
        Assert.InRange(Math.Abs(risk.ThetaPerDay), 0, 1e-9);
    }

    [Fact]
    public void Books_add_up_and_the_opposite_book_has_the_opposite_greeks()
    {
        EngineStatus.UnderlyingStatus a = RiskOf(1, 0);
        EngineStatus.UnderlyingStatus b = RiskOf(0, 1);
        EngineStatus.UnderlyingStatus both = RiskOf(1, 1);
        EngineStatus.UnderlyingStatus opposite = RiskOf(-1, -1);
        Assert.Equal(a.Delta + b.Delta, both.Delta, 12);
        Assert.Equal(a.VegaPerVolPoint + b.VegaPerVolPoint, both.VegaPerVolPoint, 9);
        Assert.Equal(a.ThetaPerDay + b.ThetaPerDay, both.ThetaPerDay, 9);
        Assert.Equal(a.Gamma + b.Gamma, both.Gamma, 15);
        Assert.Equal(both.Delta, -opposite.Delta, 12);
        Assert.Equal(both.Gamma, -opposite.Gamma, 15);
        Assert.Equal(both.OptionValueUsd, -opposite.OptionValueUsd, 6);
    }

    [Fact]
    public void What_no_tick_reached_costs_nothing()
    {
        EngineRig rig = new EngineRig();
        rig.Tradable.Clear();
        rig.Holding(SmallMarket.AtTheMoneyCall, 1).Holding(SmallMarket.EtherOptions[0], 1).Ready();
        rig.Mid(100_000.3m);
        long before = rig.Engine.Status().GreeksUpdates;
        rig.Quote(SmallMarket.EtherPerpetual, 4_001, 4_001.2m);
        Assert.Equal(before + 1, rig.Engine.Status().GreeksUpdates);
        rig.Quote(SmallMarket.InversePerpetual, 99_000, 99_001);
        rig.Mark(SmallMarket.DatedFuture, 101_000);
        rig.OptionTicker(SmallMarket.AtTheMoneyCall, 0.5, 0);
        rig.OptionTicker(SmallMarket.LinearOptions[0], 0.9, 0);
        rig.Mid(100_000.3m);
        Assert.Equal(before + 1, rig.Engine.Status().GreeksUpdates);
    }

    [Fact]
    public void An_instrument_that_does_not_count_is_left_out()
    {
        EngineRig rig = new EngineRig();
        rig.Tradable.Clear();
        rig.Holding(SmallMarket.DatedFuture, 3).Ready();
        rig.Mark(SmallMarket.DatedFuture, 100_000);
        rig.Mid(100_000);
        Assert.Equal(3, rig.Engine.StatusOf(SmallMarket.Bitcoin).Delta, 6);
        rig.Apply(new EngineEvent { Kind = EventKind.ParametersBegin });
        rig.Apply(new EngineEvent
        {
            Kind = EventKind.ParameterSet,
            Instrument = SmallMarket.DatedFuture,
            Parameter = new ParameterSet((ushort)ParameterId.Counted, UnderlyingId.None, 0),
        });
        rig.Apply(new EngineEvent { Kind = EventKind.ParametersEnd });
        rig.Mid(100_001);
        Assert.Equal(0, rig.Engine.StatusOf(SmallMarket.Bitcoin).Delta, 12);
    }

    private static EngineRig Bench(bool inUsd, double surfaceAgeMax = 30_000)
    {
        var rig = new EngineRig(new EngineLimits
        {
            Instruments = 64,
            Orders = 16,
            Legs = 48,
            Executions = 1024,
            CommandsPerEvent = 256,
            ReportsPerEvent = 256,
        });
        rig.With(ParameterId.Numeraire, inUsd ? 0 : 1).With(ParameterId.DayLossMax, 1e12)
            .With(ParameterId.DrawdownMax, 1e12).With(ParameterId.SurfaceAgeMax, surfaceAgeMax);
        rig.Tradable.Clear();
        rig.Run(1);
        rig.List();
        rig.SendParameters();
        rig.Rate(CurrencyId.Usdt, 1);
        return rig;
    }

    private static void Open(EngineRig rig, ScratchBook book, SeededRandom random)
    {
        foreach (InstrumentId future in Futures) MoveFuture(rig, book, random, future);
        foreach (InstrumentId option in Options) MoveOption(rig, book, random, option);
        foreach (InstrumentId future in Futures) Trade(rig, book, random, future);
    }

    private static void OneTick(EngineRig rig, ScratchBook book, SeededRandom random)
    {
        int what = random.Below(20);
        if (what < 8) MoveFuture(rig, book, random, random.Of(Futures));
        else if (what < 18) MoveOption(rig, book, random, random.Of(Options));
        else Trade(rig, book, random, what == 18 ? random.Of(Options) : random.Of(Futures));
    }

    private static void MoveFuture(EngineRig rig, ScratchBook book, SeededRandom random, InstrumentId id)
    {
        decimal centre = id == SmallMarket.EtherPerpetual ? 4_000 : 100_000;
        decimal bid = decimal.Round(centre * (decimal)random.Between(0.99, 1.01), 1);
        rig.Market(id, bid, bid + 1);
        book.OnMarket(id, bid, bid + 1);
    }

    private static void MoveOption(
        EngineRig rig, ScratchBook book, SeededRandom random, InstrumentId id, bool hasVolatility = true)
    {
        decimal centre = id.Index >= SmallMarket.EtherOptions[0].Index ? 4_000 : 100_000;
        decimal forward = decimal.Round(centre * (decimal)random.Between(0.99, 1.02), 2);
        double sigma = hasVolatility ? random.Between(0.2, 1.2) : 0;
        rig.OptionTicker(id, sigma, forward);
        book.OnTicker(id, sigma, forward);
    }

    private static void NewSmile(EngineRig rig, ScratchBook book, SeededRandom random, InstrumentId id)
    {
        SurfaceFitted smile = SmallMarket.Smile(id, random.Between(0.001, 0.02));
        rig.Smile(smile);
        book.OnSmile(smile);
    }

    private static void Trade(EngineRig rig, ScratchBook book, SeededRandom random, InstrumentId id)
    {
        bool isInverseFuture = id == SmallMarket.InversePerpetual || id == SmallMarket.DatedInverse;
        bool isInverseOption = SmallMarket.InverseOptions.Contains(id);
        decimal quantity = isInverseFuture ? 1 + random.Below(500) : (1 + random.Below(30)) * 0.01m;
        Side side = isInverseFuture || random.OnceIn(2) ? Side.Buy : Side.Sell;
        decimal price = isInverseOption ? 0.02m : id.Index < 10 ? 100_000 : 2_500;
        rig.Fill(ClientOrderId.None, id, side, quantity, price, rig.NextExecution(), movesPosition: false);
        book.OnFill(id, side == Side.Buy ? quantity : -quantity, price);
        // The wallet is the venue's word; said again, so that the oracle needs no ledger of its own.
        decimal wallet = decimal.Round((decimal)random.Between(-1, 1), 8);
        rig.Balance(CurrencyId.Btc, wallet);
        book.BitcoinWallet = (double)wallet;
    }

    private static void Check(EngineRig rig, ScratchBook book, UnderlyingId underlying, bool onSmiles = false)
    {
        ScratchRisk expected = book.Value(underlying, rig.Now);
        EngineStatus.UnderlyingStatus risk = rig.Engine.StatusOf(underlying);
        InstrumentId[] onSmile = [.. Options.Where(o => book.IsOnSmile(o) && !rig.Engine.PositionOf(o).IsZero)];
        if (!onSmiles) Assert.Empty(onSmile);
        Assert.Equal(onSmile.Count(o => IsEther(o) == (underlying == SmallMarket.Ether)), risk.LegsNotGood);
        Close(expected.Delta, risk.Delta, expected.DeltaSize, "delta");
        Close(expected.Gamma, risk.Gamma, expected.GammaSize, "gamma");
        Close(expected.Vega, risk.VegaPerVolPoint, expected.VegaSize, "vega");
        Close(expected.Theta, risk.ThetaPerDay, expected.ThetaSize, "theta");
        Close(expected.Value, risk.OptionValueUsd, expected.ValueSize, "value");
    }

    private static bool IsEther(InstrumentId option) => option.Index >= SmallMarket.EtherOptions[0].Index;

    private static void Close(double expected, double actual, double size, string what)
    {
        if (Math.Abs(expected - actual) > Tolerance * size) Assert.Fail($"{what}: {actual:R} and not {expected:R}");
    }

    private static EngineStatus.UnderlyingStatus RiskOf(decimal first, decimal second)
    {
        EngineRig rig = new EngineRig();
        rig.Tradable.Clear();
        rig.Holding(SmallMarket.AtTheMoneyCall, first).Holding(SmallMarket.InverseOptions[3], first * 2)
            .Holding(SmallMarket.AtTheMoneyPut, second * 3).Holding(SmallMarket.DatedFuture, second).Ready();
        rig.Mark(SmallMarket.DatedFuture, 100_400);
        rig.Mid(100_100);
        return rig.Engine.StatusOf(SmallMarket.Bitcoin);
    }
}

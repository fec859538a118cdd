using System.Reflection;
using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Orders;
using TradingAgent.Engine.Risk;
using TradingAgent.Quant.Options;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Risk;

/// <summary>The scenario grid against a revaluation from nothing, its pace, and what the gate makes of it.</summary>
public sealed class ScenarioBookTests
{
    private static readonly double[] Moves = [-0.16, -0.08, -0.04, -0.02, 0, 0.02, 0.04, 0.08, 0.16];
    private static readonly double[] Shifts = [-0.5, -0.25, 0, 0.25, 0.5];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Every_cell_is_a_full_revaluation_of_every_leg(double numeraire)
    {
        EngineRig rig = Mixed(numeraire).Ready();
        rig.Advance(2_000);
        ScenarioBook book = Book(rig);
        Assert.True(book.IsUsable);
        // Nothing moves but time: the grid is that of the moment it began.
        ReadOnlySpan<double> cells = book.OptionCells(SmallMarket.Bitcoin);
        for (int cell = 0; cell < cells.Length; cell++)
        {
            double expected = Naive(rig, book.At, cell, numeraire != 0);
            Assert.Equal(expected, cells[cell], 1e-6 * (1 + Math.Abs(expected)));
        }
        Assert.Equal(0, cells[ScenarioAxes.Still]);
    }

    [Fact]
    public void The_worst_loss_adds_futures_and_coins_to_the_options_cell_by_cell()
    {
        EngineRig rig = Mixed(0).Ready();
        rig.Advance(2_000);
        double futures = rig.Engine.PositionOf(SmallMarket.Perpetual).ToDouble();
        double expected = Enumerable.Range(0, ScenarioAxes.Cells)
            .Max(cell => -(Naive(rig, Book(rig).At, cell, false) + (futures * 100_000 * Moves[cell % 9])));
        Assert.Equal(expected, Book(rig).Loss(SmallMarket.Bitcoin, 0), 1e-3);
        Assert.Equal(expected, rig.Engine.WorstLossOf(SmallMarket.Bitcoin), 1e-3);
    }

    [Fact]
    public void A_grid_takes_steps_of_bounded_work_and_starts_again_when_an_option_trades()
    {
        EngineRig rig = Mixed(0).Ready();
        rig.Advance(3_000);
        long done = Book(rig).Completed;
        Assert.True(done >= 2);
        rig.VenueTrades(SmallMarket.AtTheMoneyCall, Side.Buy, Quantity.From(1));
        rig.Fill(
            ClientOrderId.None, SmallMarket.AtTheMoneyCall, Side.Buy, 1, 2_000, rig.NextExecution(),
            movesPosition: false, venueSequence: 50);
        Assert.False(Book(rig).IsUsable);
        int events = 0;
        for (; !Book(rig).IsUsable && events < 500; events++) rig.Mark(SmallMarket.Perpetual, 100_000);
        // Eleven legs in four groups at ten blocks each: a handful of pieces a step, so more than ten steps.
        Assert.InRange(events, 10, 60);
    }

    [Fact]
    public void Nobody_asking_costs_nothing()
    {
        EngineRig rig = Mixed(0).With(ParameterId.ScenarioLossMax, 0).Ready();
        rig.Advance(3_000);
        Assert.Equal(0, Book(rig).Completed);
        Assert.Equal(double.NaN, rig.Engine.WorstLossOf(SmallMarket.Bitcoin));
    }

    [Fact]
    public void An_order_that_raises_the_worst_loss_beyond_the_limit_is_refused_though_the_target_asks_for_it()
    {
        EngineRig rig = new EngineRig().Holding(SmallMarket.Perpetual, 0.05m).With(ParameterId.TargetDelta, 5)
            .With(ParameterId.ScenarioLossMax, 32_000).With(ParameterId.OrderDeltaMax, 0.001).Ready();
        rig.Advance(1_500);
        // 16 % of 2 coins: 32,000.
        Assert.Equal(Refusal.None, Ask(rig, Side.Buy, 1.9m));
        Assert.Equal(Refusal.ScenarioLimit, Ask(rig, Side.Buy, 2.1m));
        Assert.Equal(Refusal.None, Ask(rig, Side.Sell, 0.05m));
    }

    [Fact]
    public void An_order_that_lowers_the_worst_loss_passes_where_others_are_refused()
    {
        EngineRig rig = new EngineRig().Holding(SmallMarket.Perpetual, 4).With(ParameterId.TargetDelta, 4)
            .With(ParameterId.ScenarioLossMax, 1_000).With(ParameterId.DeltaMax, 0.1).Ready();
        rig.Advance(1_500);
        Assert.Equal(Refusal.None, Ask(rig, Side.Sell, 1));
        Assert.Equal(Refusal.ScenarioLimit, Ask(rig, Side.Buy, 0.01m));
        rig.With(ParameterId.ScenarioLossMax, 0).SendParameters();
        Assert.Equal(Refusal.DeltaLimit, Ask(rig, Side.Sell, 1));
    }

    [Fact]
    public void An_option_order_is_judged_by_its_own_cells()
    {
        EngineRig rig = new EngineRig().Holding(SmallMarket.AtTheMoneyCall, -2).Holding(SmallMarket.Perpetual, 0.9m)
            .With(ParameterId.ScenarioLossMax, 25_000);
        rig.Tradable.Add(SmallMarket.AtTheMoneyCall);
        rig.Ready();
        rig.Quote(SmallMarket.AtTheMoneyCall, 2_500, 2_600);
        rig.Advance(1_500);
        double before = Book(rig).Loss(SmallMarket.Bitcoin, 0);
        Span<double> perUnit = new double[ScenarioAxes.Cells];
        Assert.True(Book(rig).TryPerUnit(SmallMarket.AtTheMoneyCall, perUnit));
        double[] sold = [.. perUnit.ToArray().Select(cell => -cell)];
        Assert.True(Book(rig).Loss(SmallMarket.Bitcoin, 0, perUnit) < before);
        Assert.True(Book(rig).Loss(SmallMarket.Bitcoin, 0, sold) > before);
        ReadOnlySpan<double> cells = Book(rig).OptionCells(SmallMarket.Bitcoin);
        for (int cell = 0; cell < cells.Length; cell++) Assert.Equal(cells[cell], -2 * perUnit[cell], 0.5);
    }

    [Fact]
    public void A_grid_that_is_too_old_bars_new_risk_only_and_only_when_it_is_limited()
    {
        EngineRig rig = Mixed(0).With(ParameterId.ScenarioLossMax, 1e9).Ready();
        rig.Advance(1_500);
        double delta = rig.Engine.StatusOf(SmallMarket.Bitcoin).Delta;
        Side away = delta > 0 ? Side.Buy : Side.Sell;
        Side home = delta > 0 ? Side.Sell : Side.Buy;
        Assert.Equal(Refusal.None, Ask(rig, away, 0.01m));
        rig.Now += Duration.FromSeconds(5.5);
        rig.Mid(100_000);
        foreach (InstrumentId id in Held) rig.OptionTicker(id, 0.5, 100_000, more: true);
        rig.Mark(SmallMarket.Perpetual, 100_000);
        Assert.False(Book(rig).IsUsable);
        Assert.Equal(Refusal.ScenarioAge, Ask(rig, away, 0.01m));
        Assert.Equal(Refusal.None, Ask(rig, home, 0.01m));
        rig.With(ParameterId.ScenarioLossMax, 0).SendParameters();
        Assert.NotEqual(Refusal.ScenarioAge, Ask(rig, away, 0.01m));
    }

    [Fact]
    public void A_leg_without_a_price_makes_no_grid()
    {
        EngineRig rig = Mixed(0).Ready();
        rig.Advance(1_500);
        Assert.True(Book(rig).IsUsable);
        rig.Silence(SmallMarket.AtTheMoneyCall);
        rig.OptionTicker(SmallMarket.AtTheMoneyCall, 0, 100_000);
        rig.Silence(SmallMarket.AtTheMoneyCall);
        rig.Advance(2_500);
        Assert.False(Book(rig).IsUsable);
    }

    [Fact]
    public void A_restart_in_the_middle_of_a_grid_goes_on_with_it()
    {
        EngineRig rig = Mixed(0).Ready();
        rig.Advance(1_500);
        rig.Fill(
            ClientOrderId.None, SmallMarket.AtTheMoneyCall, Side.Buy, 1, 2_000, rig.NextExecution(), venueSequence: 60);
        for (int i = 0; i < 4; i++) rig.Mark(SmallMarket.Perpetual, 100_000);
        Assert.False(Book(rig).IsUsable);
        EngineRig other = new EngineRig();
        other.Restart(rig.Snapshot());
        other.Now = rig.Now;
        Assert.Equal(rig.Engine.StateHash(), other.Engine.StateHash());
        for (int i = 0; i < 60; i++)
        {
            rig.Mark(SmallMarket.Perpetual, 100_001);
            other.Mark(SmallMarket.Perpetual, 100_001);
        }
        Assert.True(Book(rig).IsUsable);
        Assert.Equal(rig.Engine.StateHash(), other.Engine.StateHash());
    }

    private static InstrumentId[] Held =>
    [
        SmallMarket.AtTheMoneyCall, SmallMarket.AtTheMoneyPut, .. SmallMarket.LinearOptions.Take(4),
        SmallMarket.LinearOptions[12], .. SmallMarket.InverseOptions.Take(3),
    ];

    private static EngineRig Mixed(double numeraire)
    {
        EngineRig rig = new EngineRig().With(ParameterId.ScenarioLossMax, 1e9).With(ParameterId.Numeraire, numeraire)
            .With(ParameterId.BandDelta, 1e6).Holding(SmallMarket.Perpetual, 1.5m)
            .Holding(SmallMarket.EtherOptions[0], 5);
        for (int i = 0; i < Held.Length; i++) rig.Holding(Held[i], i % 3 == 0 ? -2 : 1.5m);
        return rig;
    }

    /// <summary>One cell from nothing: every held bitcoin option by the scalar formula, now and then.</summary>
    private static double Naive(EngineRig rig, Timestamp at, int cell, bool inCoin)
    {
        double move = Moves[cell % 9];
        double shift = Shifts[cell / 9 % 5];
        double days = cell / 45;
        double sigma = shift == 0 ? 0.5 : 0.5 + Math.CopySign(Math.Max(0.05, Math.Abs(shift * 0.5)), shift);
        double sum = 0;
        foreach ((InstrumentId id, InstrumentTerms terms) in SmallMarket.All)
        {
            double held = rig.Engine.PositionOf(id).ToDouble();
            if (!terms.IsOption || held == 0 || terms.Underlying != SmallMarket.Bitcoin) continue;
            double years = (terms.Expiry - at).Seconds / (365 * 86_400.0);
            bool isCall = terms.OptionSide == OptionSide.Call;
            double strike = terms.Strike.ToDouble();
            double now = Black76.Evaluate(isCall, 100_000, strike, years, 0.5).Price;
            double then = Black76.Evaluate(
                isCall, 100_000 * (1 + move), strike, Math.Max(0, years - (days / 365)), sigma).Price;
            sum += held * (then - now - (inCoin && terms.IsInverse ? now * move : 0));
        }
        return sum;
    }

    private static Refusal Ask(EngineRig rig, Side side, decimal size)
    {
        var command = new EngineCommand
        {
            Kind = CommandKind.PlaceOrder,
            Venue = VenueId.Bybit,
            Side = side,
            TimeInForce = TimeInForce.PostOnly,
            Instrument = SmallMarket.Perpetual,
            Order = new ClientOrderId(1, 999),
            Price = Price.From(side == Side.Buy ? 99_999.9m : 100_000.1m),
            Quantity = Quantity.From(size),
        };
        return Room<PreTradeGate>(Room<object>(Room<object>(rig.Engine, "_hedges"), "_desk"), "_gate")
            .Check(command, command.Quantity, out _);
    }

    private static ScenarioBook Book(EngineRig rig) => Room<ScenarioBook>(rig.Engine, "_scenarios");

    private static T Room<T>(object owner, string name) =>
        (T)owner.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(owner)!;
}

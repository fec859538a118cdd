using TradingAgent.Engine.Kernel;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.MarketSources.Generated;
using TradingAgent.Simulation.World;
using Xunit;

namespace TradingAgent.UnitTests.Simulation;

public sealed class VirtualWorldTests
{
    private static readonly Timestamp Start = Timestamp.FromMilliseconds(1_795_372_800_000);

    [Fact]
    public void The_same_seed_gives_the_same_orders_and_the_same_state()
    {
        Session first = Session.Run(seed: 3, seconds: 20);
        Session again = Session.Run(seed: 3, seconds: 20);
        Session other = Session.Run(seed: 4, seconds: 20);
        Assert.NotEmpty(first.Commands);
        Assert.Equal(first.Commands, again.Commands);
        Assert.Equal(first.World.Engine.StateHash(), again.World.Engine.StateHash());
        Assert.NotEqual(first.World.Engine.StateHash(), other.World.Engine.StateHash());
    }

    [Fact]
    public void A_minute_ends_with_the_exchange_and_the_engine_of_one_mind()
    {
        Session session = Session.Run(seed: 5, seconds: 60);
        session.World.Tell(new EngineEvent
        {
            Kind = EventKind.OperatorRequested,
            Operator = new OperatorRequested(OperatorAction.Drain, UnderlyingId.None, 0),
        });
        session.World.Run(Duration.FromSeconds(2));
        Assert.Empty(session.Exchange.OpenOrders(session.Account));
        IReadOnlyList<PositionSnapshot> positions = session.Exchange.Positions(session.Account);
        Assert.True(positions.Count >= 20);
        Assert.All(positions, p => Assert.Equal(p.Quantity, session.World.Engine.PositionOf(p.Instrument)));
        Assert.Equal(0, session.World.Engine.Status().UnknownOrders);
        Assert.True(session.World.Engine.Tally.Fills >= 3);
        Assert.True(session.World.Engine.Tally.MakerShare >= 0.8);
    }

    /// <summary>A demo account on a generated market, its BTC hedged.</summary>
    private sealed record Session(SimulatedExchange Exchange, AccountId Account, VirtualWorld World)
    {
        public List<EngineCommand> Commands { get; } = [];

        public static Session Run(ulong seed, double seconds)
        {
            var market = new MarketGenerator(new GeneratorSettings { Seed = seed });
            var exchange = new SimulatedExchange(new ExchangeSettings { Start = Start }, market);
            AccountId account = exchange.OpenAccount(DemoPortfolio.Build(exchange, "demo"));
            var settings = new WorldSettings
            {
                Tradable = ["BTCUSDT"],
                Parameters =
                [
                    Parameter(ParameterId.BandKind, 0), Parameter(ParameterId.BandDelta, 0.05),
                    Parameter(ParameterId.BandInnerShare, 0), Parameter(ParameterId.DayLossMax, 400_000),
                    Parameter(ParameterId.DrawdownMax, 400_000), Parameter(ParameterId.Placement, 1),
                ],
            };
            var session = new Session(
                exchange, account, new VirtualWorld(exchange, account, settings, new EngineLimits()));
            session.World.OnCommand = session.Commands.Add;
            session.World.Run(Duration.FromSeconds(seconds));
            return session;
        }

        private static ParameterSet Parameter(ParameterId id, double value) =>
            new((ushort)id, UnderlyingId.None, value);
    }
}

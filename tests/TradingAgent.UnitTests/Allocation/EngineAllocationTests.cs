using TradingAgent.Engine;
using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Scaling;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Allocation;

/// <summary>After warming up, no event allocates: 100,000 of each kind, 0 bytes.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class EngineAllocationTests
{
    private const int Count = 100_000;

    [Theory]
    [InlineData("quote")]
    [InlineData("mark")]
    [InlineData("option")]
    [InlineData("trade")]
    [InlineData("fill")]
    [InlineData("order")]
    [InlineData("time")]
    [InlineData("surface")]
    [InlineData("balance")]
    [InlineData("depth")]
    [InlineData("liquidation")]
    [InlineData("interest")]
    [InlineData("funding")]
    public void Applying_events_allocates_nothing(string kind)
    {
        EngineRig rig = new EngineRig().Holding(SmallMarket.Perpetual, 1).Holding(SmallMarket.AtTheMoneyCall, 2)
            .Holding(SmallMarket.InverseOptions[2], -1).With(ParameterId.DayLossMax, 1e12)
            .With(ParameterId.DrawdownMax, 1e12).With(ParameterId.ScenarioLossMax, 1e9)
            .With(ParameterId.BarInterval, 1000).With(ParameterId.PlanInterval, 10)
            .FundedWith(CurrencyId.Usdt, 1_000_000).WithManyPolicies(SmallMarket.Bitcoin, SmallMarket.Ether).Ready();
        rig.Fees(0.0002, 0.00055);
        rig.Advance(1_500);
        var feed = new Feed(rig.Engine, new EngineOutput(rig.Limits), rig.Now);
        for (int i = 0; i < 5_000; i++) feed.Apply(kind, i);
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (int i = 0; i < Count; i++) feed.Apply(kind, i);
        }));
        PolicyTally last = rig.Engine.PolicyTallyOf(10, SmallMarket.Bitcoin);
        Assert.True(last.Decisions > (kind == "quote" ? 5_000 : 0), "the policies were not asked");
        if (kind == "quote") Assert.Equal(PolicyInput.None, last.LastMissing);
    }

    private sealed class Feed(TradingEngine engine, EngineOutput output, Timestamp now)
    {
        private static readonly string[] Streams = ["trade", "depth", "interest", "funding"];
        private static readonly SurfaceFitted Smile = SmallMarket.Smile(SmallMarket.AtTheMoneyCall, 0.004);
        private Timestamp _now = now;
        private ulong _execution;
        private ClientOrderId _order;

        public void Apply(string kind, int i)
        {
            _now += new Duration(1_000_000);
            decimal mid = 100_000 + (i % 50);
            switch (kind)
            {
                case "quote":
                    Quote(mid);
                    for (int at = 0; i % 50 == 0 && at < Streams.Length; at++) Flow(Streams[at], i, mid);
                    break;
                case "mark":
                    Send(new EngineEvent
                    {
                        Kind = EventKind.MarkChanged,
                        Instrument = SmallMarket.Perpetual,
                        Mark = new MarkChanged(Price.From(mid), Price.From(mid)),
                    });
                    break;
                case "option":
                    Option(i, EventFlags.MoreFollows);
                    Option(i, EventFlags.None);
                    break;
                case "surface":
                    Surface(i);
                    break;
                case "trade" or "depth" or "liquidation" or "interest" or "funding":
                    Flow(kind, i, mid);
                    break;
                case "fill":
                    Fill(i % 2 == 0 ? Side.Buy : Side.Sell);
                    break;
                case "order":
                    Order(mid, i);
                    break;
                case "time":
                    Send(new EngineEvent { Kind = EventKind.TimeAdvanced });
                    break;
                default:
                    Send(new EngineEvent
                    {
                        Kind = EventKind.BalanceReported,
                        Balance = new BalanceReported(CurrencyId.Usdt, i, i),
                    });
                    break;
            }
        }

        /// <summary>One event of a public stream.</summary>
        private void Flow(string kind, int i, decimal mid)
        {
            switch (kind)
            {
                case "depth":
                    Send(new EngineEvent
                    {
                        Kind = EventKind.DepthSummaryChanged,
                        Instrument = SmallMarket.Perpetual,
                        Depth = new DepthSummaryChanged(
                            Quantity.From(1), Quantity.From(2), Quantity.From(3), Quantity.From(4), Quantity.From(1),
                            Quantity.From(2), Quantity.From(3), Quantity.From(4)),
                    });
                    break;
                case "liquidation":
                    Send(new EngineEvent
                    {
                        Kind = EventKind.LiquidationPrinted,
                        Instrument = SmallMarket.Perpetual,
                        Liquidation = new LiquidationPrinted(Side.Buy, Price.From(mid), Quantity.From(1)),
                    });
                    break;
                case "interest":
                    Send(new EngineEvent
                    {
                        Kind = EventKind.OpenInterestChanged,
                        Instrument = SmallMarket.Perpetual,
                        OpenInterest = new OpenInterestChanged(50_000 + (i % 9)),
                    });
                    break;
                case "funding":
                    Send(new EngineEvent
                    {
                        Kind = EventKind.FundingChanged,
                        Instrument = SmallMarket.Perpetual,
                        Funding = new FundingChanged(0.0001 * (i % 7), _now + Duration.FromSeconds(3600), 480),
                    });
                    break;
                default:
                    Send(new EngineEvent
                    {
                        Kind = EventKind.TradePrinted,
                        Instrument = SmallMarket.Perpetual,
                        Trade = new TradePrinted(Price.From(mid), Quantity.From(1), Side.Buy, 1),
                    });
                    break;
            }
        }

        private void Quote(decimal mid) => Send(new EngineEvent
        {
            Kind = EventKind.QuoteChanged,
            Instrument = SmallMarket.Perpetual,
            Venue = VenueId.Bybit,
            Quote = new QuoteChanged(
                Price.From(mid - 0.1m), Quantity.From(1), Price.From(mid + 0.1m), Quantity.From(1), 0),
        });

        private void Option(int i, EventFlags flags) => Send(new EngineEvent
        {
            Kind = EventKind.OptionQuoteChanged,
            Instrument = SmallMarket.AtTheMoneyCall,
            Flags = flags,
            OptionQuote = new OptionQuoteChanged(
                Price.Zero, Quantity.Zero, Price.Zero, Quantity.Zero, Price.Zero, Price.From(100_000 + (i % 70)),
                Price.Zero, 0, 0, 0.5 + ((i % 9) * 0.001)),
        });

        /// <summary>A smile, fitted or refused, and every time the leg that is priced from it.</summary>
        private void Surface(int i)
        {
            SurfaceStatus status = i % 8 == 7 ? SurfaceStatus.Butterfly : SurfaceStatus.Fitted;
            Send(new EngineEvent
            {
                Kind = EventKind.SurfaceFitted,
                Venue = VenueId.Bybit,
                Surface = Smile with { A = 0.004 + ((i % 9) * 1e-4), Status = status },
            });
            Send(new EngineEvent
            {
                Kind = EventKind.OptionQuoteChanged,
                Instrument = SmallMarket.AtTheMoneyCall,
                OptionQuote = new OptionQuoteChanged(
                    Price.Zero, Quantity.Zero, Price.Zero, Quantity.Zero, Price.Zero, Price.From(100_000), Price.Zero,
                    0, 0, i % 16 == 0 ? 0.5 : 0),
            });
            Quote(100_000 + (i % 50));
        }

        private void Fill(Side side) => Send(new EngineEvent
        {
            Kind = EventKind.OrderFilled,
            Instrument = SmallMarket.Perpetual,
            Venue = VenueId.Bybit,
            Filled = new OrderFilled(
                ClientOrderId.None, new ExecutionId(3, ++_execution), Price.From(100_000), Quantity.From(0.01m), 1,
                Quantity.Zero, 0, CurrencyId.Usdt, side, ExecutionKind.Trade, true),
        });

        /// <summary>A quote, and answers to what the engine placed: accepted and cancelled, in turns.</summary>
        private void Order(decimal mid, int i)
        {
            Quote(mid);
            foreach (EngineCommand command in output.Commands)
                if (command.Kind == CommandKind.PlaceOrder) _order = command.Order;
            if (_order.IsNone) return;
            Send(i % 2 == 0
                ? new EngineEvent
                {
                    Kind = EventKind.OrderAccepted,
                    Instrument = SmallMarket.Perpetual,
                    Accepted = new OrderAccepted(_order, Price.From(100_000.1m), Quantity.From(0.95m)),
                }
                : new EngineEvent
                {
                    Kind = EventKind.OrderCancelled,
                    Instrument = SmallMarket.Perpetual,
                    Cancelled = new OrderCancelled(_order, Quantity.Zero, CancelReason.Venue),
                });
        }

        private void Send(EngineEvent change)
        {
            change.Sequence = engine.LastSequence + 1;
            change.ReceivedAt = _now;
            engine.Apply(change, output);
        }
    }
}

using TradingAgent.Engine.Orders;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Orders;

/// <summary>
/// The life of an order against a model of what is so at the venue: messages are lost, told twice and in any order,
/// answers may be old, and the order ends where it ended in truth.
/// </summary>
public sealed class OrderModelTests
{
    private const int Lives = 100_000;

    [Fact]
    public void However_its_messages_travel_an_order_ends_as_it_did_at_the_venue()
    {
        var chance = new Random(20_261_128);
        var cells = new HashSet<(OrderState, OrderSignal)>();
        var ends = new Dictionary<OrderState, int>();
        long signals = 0;
        for (int life = 0; life < Lives; life++)
        {
            var order = new Life(chance, cells);
            order.Run();
            signals += order.Signals;
            ends[order.State] = ends.GetValueOrDefault(order.State) + 1;
        }
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Lives} lives, {signals} signals, {cells.Count} cells of the table; " +
            string.Join(", ", ends.OrderBy(end => end.Key).Select(end => $"{end.Value} {end.Key}")));
        Assert.True(signals > 10 * Lives, $"only {signals} signals");
        Assert.True(cells.Count >= 90, $"only {cells.Count} cells were reached");
        Assert.All(
            (OrderState[])[OrderState.Working, OrderState.Filled, OrderState.Cancelled, OrderState.Rejected],
            end => Assert.True(ends.GetValueOrDefault(end) > Lives / 50, $"next to no order ended {end}"));
    }

    /// <summary>One order: what is so at the venue, what is under way to us, and what we believe.</summary>
    private sealed class Life(Random chance, HashSet<(OrderState, OrderSignal)> cells)
    {
        private readonly List<OrderSignal> _underWay = [];
        private OrderState _truth = OrderState.PendingNew;
        private bool _wantsCancel;

        public OrderState State { get; private set; } = OrderState.PendingNew;

        public long Signals { get; private set; }

        private bool IsOver => OrderLifecycle.IsTerminal(_truth);

        public void Run()
        {
            Arrive();
            for (int step = chance.Next(8, 40); step > 0; step--)
            {
                switch (chance.Next(8))
                {
                    case 0:
                        Trade();
                        break;
                    case 1:
                        Amend();
                        break;
                    case 2:
                        Cancel();
                        break;
                    case 3:
                        Answer();
                        break;
                    case 4 when !OrderLifecycle.IsTerminal(State):
                        Hear(OrderSignal.OutcomeUnknown);
                        break;
                    default:
                        HearOne();
                        break;
                }
            }
            while (_underWay.Count > 0) HearOne();
            // A cancel that is wanted is sent again; whoever waits in vain asks until the venue has said how it is.
            if (State == OrderState.Working && _wantsCancel) Hear(OrderSignal.CancelSent);
            if (!OrderLifecycle.IsTerminal(State) && State != OrderState.Working) Hear(OrderSignal.OutcomeUnknown);
            Hear(Report());
            Assert.Equal(_truth, State);
        }

        private void Arrive()
        {
            bool isRefused = chance.Next(8) == 0;
            _truth = isRefused ? OrderState.Rejected : OrderState.Working;
            bool leftUs = !isRefused || chance.Next(2) == 0;
            Tell(!leftUs ? OrderSignal.PlaceNotSent : isRefused ? OrderSignal.Rejected : OrderSignal.Accepted);
        }

        private void Trade()
        {
            if (_truth != OrderState.Working) return;
            bool isWhole = chance.Next(3) == 0;
            if (isWhole) _truth = OrderState.Filled;
            Tell(isWhole ? OrderSignal.FilledWhole : OrderSignal.FilledPartly);
        }

        private void Amend()
        {
            if (State != OrderState.Working) return;
            Hear(OrderSignal.AmendSent);
            int fate = chance.Next(4);
            // «Gone» is no refusal: how it went is asked.
            if (fate == 0) Tell(OrderSignal.ChangeNotSent);
            else if (IsOver) Answer();
            else Tell(fate == 1 ? OrderSignal.AmendRefused : OrderSignal.AmendConfirmed);
        }

        private void Cancel()
        {
            if (OrderLifecycle.IsTerminal(State) || State == OrderState.PendingCancel) return;
            Hear(OrderSignal.CancelSent);
            _wantsCancel = true;
            int fate = chance.Next(6);
            if (fate == 0) Tell(OrderSignal.ChangeNotSent);
            else if (IsOver) Answer();
            else if (fate == 1) Tell(OrderSignal.CancelRefused);
            else if (fate > 2)
            {
                _truth = OrderState.Cancelled;
                Tell(OrderSignal.Cancelled);
            }
        }

        /// <summary>The venue is asked; its answer is true now, and may be old when it arrives.</summary>
        private void Answer() => _underWay.Add(Report());

        private OrderSignal Report() => _truth switch
        {
            OrderState.Working => OrderSignal.ReportedOpen,
            OrderState.Filled => OrderSignal.ReportedFilled,
            OrderState.Cancelled => OrderSignal.ReportedCancelled,
            _ => chance.Next(2) == 0 ? OrderSignal.ReportedRejected : OrderSignal.ReportedMissing,
        };

        /// <summary>On its way: once, twice, or lost.</summary>
        private void Tell(OrderSignal signal)
        {
            int times = chance.Next(6) switch { 0 => 0, 1 => 2, _ => 1 };
            for (int i = 0; i < times; i++) _underWay.Add(signal);
        }

        private void HearOne()
        {
            if (_underWay.Count == 0) return;
            int at = chance.Next(3) == 0 ? chance.Next(_underWay.Count) : 0;
            OrderSignal signal = _underWay[at];
            _underWay.RemoveAt(at);
            Hear(signal);
        }

        private void Hear(OrderSignal signal)
        {
            Signals++;
            cells.Add((State, signal));
            State = OrderLifecycle.Next(State, signal);
            // What may rest at the venue is never thought to be over.
            Assert.True(IsOver || !OrderLifecycle.IsTerminal(State), $"{signal} made {State} of an order that rests");
        }
    }
}

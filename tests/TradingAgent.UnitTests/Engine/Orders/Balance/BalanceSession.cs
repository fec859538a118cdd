using System.Reflection;
using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Orders;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Orders.Balance;

/// <summary>
/// One session from a seed: the target jumps, so that orders are placed, enlarged, reduced and cancelled; the market
/// moves, so that they follow it; the venue does with them what it likes.
/// </summary>
internal sealed class BalanceSession
{
    private static readonly InstrumentId Perpetual = SmallMarket.Perpetual;
    private readonly ulong _seed;
    private readonly SeededRandom _random;
    private readonly BalanceTally _tally;
    private readonly EngineRig _rig;
    private readonly BalanceVenue _venue;
    private readonly BalanceClerk _clerk;
    private readonly OrderTable _orders;
    private readonly OpenExposure _open;
    private readonly Dictionary<ClientOrderId, OrderState> _states = [];
    private decimal _mid = 100_000;
    private double _target;
    private int _taken;

    public BalanceSession(ulong seed, BalanceTally tally)
    {
        (_seed, _random, _tally) = (seed, new SeededRandom(seed), tally);
        _rig = new EngineRig().With(ParameterId.MessagesPerSecond, 1_000).With(ParameterId.MessageBurst, 1_000)
            .With(ParameterId.OrderDeltaMax, 3).Ready();
        _rig.AnswersReports = false;
        _taken = _rig.Commands.Count;
        _venue = new BalanceVenue(_rig, _random, tally);
        _clerk = new BalanceClerk(_rig);
        _orders = Room<OrderTable>(_rig.Engine, "_orders");
        _open = Room<OpenExposure>(Room<object>(_rig.Engine, "_hedges"), "_open");
        _rig.Applied = OnApplied;
    }

    public void Run(int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            if (_random.OnceIn(40)) Aim(_random.Between(-3, 3));
            else if (_random.OnceIn(6)) Aim(_target + _random.Between(-0.6, 0.6));
            if (_random.OnceIn(8)) Move();
            if (_random.OnceIn(400)) _rig.Operator(OperatorAction.CancelAll);
            Pass();
        }
        // The venue behaves, and asks nothing but time: everything must come to rest, known to the last lot.
        _venue.Misbehaves = false;
        Aim(0);
        for (int i = 0; i < 800; i++)
        {
            if (i % 4 == 0) Move();
            Pass();
        }
        _rig.Operator(OperatorAction.Drain);
        for (int i = 0; i < 400 || !_venue.IsQuiet; i++) Pass();
        Assert.Equal(0, _rig.Engine.LiveOrders);
        Assert.DoesNotContain(_venue.Orders, order => order.IsOpen);
        Assert.Equal(_venue.Position, _rig.Engine.PositionOf(Perpetual).Raw);
    }

    private void Aim(double target)
    {
        _target = Math.Clamp(Math.Round(target, 3), -3, 3);
        _rig.Operator(
            OperatorAction.SetParameter, underlying: SmallMarket.Bitcoin, path: ParameterId.TargetDelta,
            value: _target);
    }

    private void Move()
    {
        _mid = Math.Clamp(_mid + (decimal)Math.Round(_random.Between(-4, 4), 1), 99_000, 101_000);
        _rig.Mid(_mid);
    }

    private void Pass()
    {
        _venue.Step();
        int milliseconds = 20 + _random.Below(180);
        _rig.Advance(milliseconds, milliseconds);
    }

    private void OnApplied(EngineEvent told)
    {
        ClientOrderId named = OrderOf(told);
        OrderState before = _states.GetValueOrDefault(named);
        OrderState after = StateOf(named);
        _clerk.OnTold(told, before, after);
        for (; _taken < _rig.Commands.Count; _taken++)
        {
            EngineCommand command = _rig.Commands[_taken];
            _clerk.OnCommand(command);
            _venue.Send(command);
        }
        _tally.Count("events judged");
        Judge(told);
        if (_rig.Engine.LastSequence % 256 != 0) return;
        _clerk.SetAside();
        _venue.SetAside();
    }

    private void Judge(in EngineEvent told)
    {
        string at = $"seed {_seed}, event {_rig.Engine.LastSequence} ({told.Kind})";
        long buys = 0, sells = 0;
        foreach (AskedOrder asked in _clerk.Orders)
        {
            int index = _orders.Find(asked.Id);
            if (index < 0)
            {
                Assert.True(asked.InFlight == 0 && asked.IsOver, $"{at}: {asked.Id} is forgotten before its end");
                continue;
            }
            ref readonly OrderSlot order = ref _orders[index];
            _states[asked.Id] = order.State;
            long inFlight = order.IsAlive ? order.Open.Raw : 0;
            Assert.True(
                inFlight + order.Filled.Raw + asked.Cancelled == asked.Total && order.Filled.Raw == asked.Filled,
                $"{at}: {asked.Id} ({order.State}) has {inFlight} in flight, {order.Filled.Raw} filled and " +
                $"{asked.Cancelled} cancelled of {asked.Total} asked for, {asked.Filled} filled by what was told");
            if (asked.Side == Side.Buy) buys += asked.InFlight;
            else sells += asked.InFlight;
        }
        Assert.Equal(new Quantity(buys).ToDouble(), _open.Delta(SmallMarket.Bitcoin, Side.Buy, -1), 1e-9);
        Assert.Equal(-new Quantity(sells).ToDouble(), _open.Delta(SmallMarket.Bitcoin, Side.Sell, -1), 1e-9);
        Assert.True(
            _rig.Engine.PositionOf(Perpetual).Raw == _clerk.Position,
            $"{at}: {_rig.Engine.PositionOf(Perpetual).Raw} is held, {_clerk.Position} by what was told");
        JudgeTruth(at);
    }

    /// <summary>What may still come at the venue is in flight here, order by order.</summary>
    private void JudgeTruth(string at)
    {
        foreach (RestingOrder order in _venue.Orders)
        {
            int index = _orders.Find(order.Place.Order);
            long inFlight = index >= 0 && _orders[index].IsAlive ? _orders[index].Open.Raw : 0;
            Assert.True(
                order.MayBring <= inFlight,
                $"{at}: {order.Place.Order} may bring {order.MayBring} and {inFlight} is counted");
        }
        Assert.True(
            _rig.Engine.PositionOf(Perpetual).Raw + _venue.PositionUntold == _venue.Position,
            $"{at}: {_rig.Engine.PositionOf(Perpetual).Raw} is held and {_venue.PositionUntold} not told of " +
            $"{_venue.Position}");
    }

    private OrderState StateOf(ClientOrderId id)
    {
        int index = _orders.Find(id);
        return index < 0 ? OrderState.None : _orders[index].State;
    }

    private static ClientOrderId OrderOf(in EngineEvent told) => told.Kind switch
    {
        EventKind.OrderRejected => told.Rejected.Order,
        EventKind.AmendRejected => told.CommandRejected.Order,
        EventKind.CommandNotSent => told.NotSent.Order,
        EventKind.OrderReported => told.OrderReported.Order,
        _ => ClientOrderId.None,
    };

    private static T Room<T>(object owner, string name) =>
        (T)owner.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(owner)!;
}

using System.Reflection;
using TradingAgent.Engine.Limits;
using TradingAgent.Engine.Orders;
using TradingAgent.TestKit.Engine;

namespace TradingAgent.UnitTests.Engine.Orders;

/// <summary>The engine has one door; a test of the gate alone has to look through the wall.</summary>
internal static class GateProbe
{
    /// <summary>What the gate would say of a new post-only order; of the perpetual unless another is named.</summary>
    public static Refusal Ask(
        EngineRig rig, Side side, decimal price, decimal size, InstrumentId instrument = default)
    {
        var command = new EngineCommand
        {
            Kind = CommandKind.PlaceOrder,
            Venue = VenueId.Bybit,
            Side = side,
            TimeInForce = TimeInForce.PostOnly,
            Instrument = instrument.IsNone ? SmallMarket.Perpetual : instrument,
            Order = new ClientOrderId(1, 999),
            Price = Price.From(price),
            Quantity = Quantity.From(size),
        };
        object desk = Room<object>(Room<object>(rig.Engine, "_hedges"), "_desk");
        return Room<PreTradeGate>(desk, "_gate").Check(command, command.Quantity, out _);
    }

    public static LossGuard Loss(EngineRig rig) => Room<LossGuard>(rig.Engine, "_loss");

    private static T Room<T>(object owner, string name) =>
        (T)owner.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(owner)!;
}

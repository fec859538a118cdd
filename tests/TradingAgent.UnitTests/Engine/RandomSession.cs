using System.Runtime.InteropServices;
using TradingAgent.TestKit.Engine;

namespace TradingAgent.UnitTests.Engine;

/// <summary>A long session from a seed: a mixed book, a random market, a venue with bad manners.</summary>
internal static class RandomSession
{
    public static EngineRig Play(ulong seed, int steps)
    {
        EngineRig rig = new EngineRig().Holding(SmallMarket.Perpetual, 2)
            .Holding(SmallMarket.AtTheMoneyCall, 3).Holding(SmallMarket.AtTheMoneyPut, -2)
            .Holding(SmallMarket.InverseOptions[4], -1.5m).Holding(SmallMarket.InversePerpetual, 20_000)
            .Holding(SmallMarket.EtherOptions[0], 5).Holding(SmallMarket.EtherPerpetual, -1);
        rig.Tradable.Add(SmallMarket.EtherPerpetual);
        rig.Ready();
        rig.Balance(CurrencyId.Btc, 0.3m);
        var random = new SeededRandom(seed);
        var venue = new RandomVenue(rig, random);
        var market = new RandomMarket(rig, random);
        for (int i = 0; i < steps; i++)
        {
            market.Step();
            venue.Step();
            rig.Advance(50, 50, quotes: false);
            if (random.OnceIn(500)) rig.Operator(OperatorAction.CancelAll);
        }
        return rig;
    }

    public static byte[] Bytes(List<EngineCommand> commands) =>
        MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(commands)).ToArray();

    public static EngineEvent Flip(EngineEvent change, int offset)
    {
        MemoryMarshal.AsBytes(new Span<EngineEvent>(ref change))[offset] ^= 0x40;
        return change;
    }
}

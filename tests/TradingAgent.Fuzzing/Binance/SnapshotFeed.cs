using TradingAgent.Venues.Binance.Market;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Fuzzing.Binance;

/// <summary>A book fetched over REST as if it were a stream's frame, while changes of that book wait for it.</summary>
internal sealed class SnapshotFeed(BinanceMarketProtocol market, InstrumentId instrument, IReadOnlyList<byte[]> changes)
    : IVenueProtocol
{
    public void OnOpened(WireTime time, IWire wire)
    {
    }

    public bool OnMessage(ReadOnlySpan<byte> message, WireTime time, IWire wire)
    {
        foreach (byte[] change in changes) market.OnMessage(change, time, wire);
        market.OnSnapshot(instrument, message, time);
        return true;
    }

    public void OnTick(WireTime time, IWire wire) => market.OnTick(time, wire);

    public bool OnWriting(long tag, WireTime time) => market.OnWriting(tag, time);

    public void OnClosed(WireTime time) => market.OnClosed(time);
}

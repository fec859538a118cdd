using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Market;

/// <summary>A market stream whose topics come and go while its connection lives.</summary>
internal interface IMarketProtocol : IVenueProtocol
{
    /// <summary>Subscribes more.</summary>
    void Add(IReadOnlyList<string> topics, WireTime time, IWire wire);

    /// <summary>Leaves topics for good, and forgets their instrument.</summary>
    void Remove(InstrumentId instrument, IReadOnlyList<string> topics, IWire wire);
}

using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Fuzzing;

/// <summary>One decoder and frames of the shapes it is made for.</summary>
/// <param name="Name">As typed after <c>--target</c>.</param>
/// <param name="Seeds">Whole frames that mutation begins with.</param>
/// <param name="Create">Makes the protocol over a sink, opened and ready for frames.</param>
internal sealed record FuzzTarget(
    string Name, IReadOnlyList<byte[]> Seeds, Func<IEventSink, IWire, IVenueProtocol> Create);

using Microsoft.Extensions.Logging;
using TradingAgent.Venues.CryptoExchangeNet.Market;

namespace TradingAgent.Venues.CryptoExchangeNet;

/// <summary>What every exchange of the family is given for one run.</summary>
internal sealed class LibrarySession
{
    public required LibraryOptions Options { get; init; }

    public required InstrumentTable Instruments { get; init; }

    public required IEventSink Events { get; init; }

    public required VenueClock Clock { get; init; }

    public required AccountDesk Desk { get; init; }

    public required MarketDesk Markets { get; init; }

    public required CommandEvents Outcomes { get; init; }

    public required CommandLanes Lanes { get; init; }

    /// <summary>Told whether the road of order entry is open.</summary>
    public required Action<bool> TradeRoad { get; init; }

    public required ILogger Logger { get; init; }

    /// <summary>False while whoever decides hangs: then no dead-man's switch is renewed or switched off.</summary>
    public Func<bool> IsAlive { get; init; } = static () => true;
}

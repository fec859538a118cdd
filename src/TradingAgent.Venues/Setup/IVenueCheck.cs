using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Setup;

/// <summary>
/// Looks at everything that a run will need of a venue and of its account, changes nothing, and says what is right and
/// what is not.
/// </summary>
public interface IVenueCheck : IDisposable
{
    /// <summary>False after a run to which the venue did not answer at all.</summary>
    bool IsReachable { get; }

    /// <summary>The account's worth in dollars as the venue sees it; null when it could not be asked.</summary>
    decimal? EquityUsd { get; }

    /// <summary>The venue's instruments within the scope; empty before a run.</summary>
    IReadOnlyList<Instrument> Instruments { get; }

    /// <summary>Looks at everything once, in the order of the answer's lines.</summary>
    /// <param name="scope">What the agent would load.</param>
    /// <param name="isTraded">What it may trade of that.</param>
    /// <param name="ct">Gives up.</param>
    Task<IReadOnlyList<CheckRow>> RunAsync(VenueScope scope, Func<Instrument, bool> isTraded, CancellationToken ct);

    /// <summary>Open positions by the venue's symbol: an independent look, after a run too.</summary>
    /// <exception cref="VenueUnreachableException">The venue did not answer, or refused.</exception>
    Task<IReadOnlyDictionary<string, NetQuantity>> PositionsAsync(CancellationToken ct);
}

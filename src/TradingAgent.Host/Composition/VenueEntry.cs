using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Setup;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Host.Composition;

/// <summary>One enabled venue, ready to be made.</summary>
/// <param name="Venue">Which.</param>
/// <param name="Title">Its name for humans.</param>
/// <param name="Address">Where it is reached.</param>
/// <param name="Create">Makes it under an instance's name; a run that spins gives where it polls sockets.</param>
/// <param name="Check">Makes a look at it and its account.</param>
/// <param name="Offset">Asks for its clock less the given one.</param>
/// <param name="Flatten">
/// Closes the futures positions that a filter of symbols names, without an engine; null where nothing is closed so.
/// </param>
internal sealed record VenueEntry(
    VenueId Venue,
    string Title,
    string Address,
    Func<string, PolledSockets?, SteadyClock, ILoggerFactory, IVenue> Create,
    Func<IVenueCheck> Check,
    Func<TimeProvider, CancellationToken, Task<TimeSpan>> Offset,
    Func<SteadyClock, Func<string, bool>, CancellationToken, Task<FlattenOutcome>>? Flatten);

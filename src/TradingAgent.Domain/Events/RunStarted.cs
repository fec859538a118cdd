using TradingAgent.Domain.Identity;

namespace TradingAgent.Domain.Events;

/// <summary>A process begins to feed the engine.</summary>
/// <param name="Epoch">Larger than every earlier run's.</param>
/// <param name="Instance">Up to four ASCII characters, first in the low byte.</param>
/// <param name="Venues">
/// Whose accounts the run has: until each has been compared with our books once nothing is traded. Empty in older
/// journals, where the first that is compared is enough.
/// </param>
/// <param name="Away">
/// Those of them that did not answer when the run began: one that an earlier run has compared is not waited for, and
/// its positions count as last known. Empty in older journals.
/// </param>
public readonly record struct RunStarted(
    uint Epoch, uint Instance, VenueSet Venues = default, VenueSet Away = default);

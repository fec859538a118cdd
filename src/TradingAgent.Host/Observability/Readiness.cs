using TradingAgent.Runtime.Live;
using TradingAgent.Runtime.Pipeline;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Host.Observability;

/// <summary>Whether an agent that has started may trade at this moment, and if not, what it lacks.</summary>
internal static class Readiness
{
    /// <summary>What a ready agent is.</summary>
    public const string Trading = "trading";

    /// <summary>Of all streams of a venue one brings data more often than this, or the venue counts as away.</summary>
    private const double DataAgeMaxSeconds = 15;

    public static string Of(LiveRuntime runtime, IReadOnlyList<IVenue> venues)
    {
        bool isConnected = false, isCompared = false;
        foreach (IVenue venue in venues)
        {
            if (!IsConnected(venue.Figures.Streams)) continue;
            isConnected = true;
            isCompared |= runtime.IsCompared(venue.Id);
        }
        return Of(runtime.Gate.State, runtime.Status.Account.Mode, isConnected, isCompared);
    }

    /// <param name="gate">Whether commands may leave.</param>
    /// <param name="mode">What the engine allows itself.</param>
    /// <param name="isConnected">A venue tells us its market.</param>
    /// <param name="isCompared">And has told us of the account.</param>
    internal static string Of(GateState gate, TradingMode mode, bool isConnected, bool isCompared)
    {
        if (gate == GateState.Killed) return "killed";
        if (gate != GateState.Open) return "not enabled";
        if (mode == TradingMode.Halted) return "halted";
        if (!isConnected) return "no venue";
        return isCompared ? Trading : "not compared";
    }

    /// <summary>A venue whose client counts nothing is believed.</summary>
    internal static bool IsConnected(IReadOnlyList<StreamFigures> streams) =>
        streams.Count == 0 || streams.Any(stream => stream.DataAgeSeconds <= DataAgeMaxSeconds);
}

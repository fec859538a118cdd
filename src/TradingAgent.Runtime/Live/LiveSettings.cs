using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Pipeline;
using TradingAgent.Runtime.Safety;

namespace TradingAgent.Runtime.Live;

/// <summary>What a live run is made of; given by the host, immutable.</summary>
public sealed record LiveSettings
{
    /// <summary>The data folder.</summary>
    public required string DataPath { get; init; }

    /// <summary>One to four of [a-z0-9]: tells two agents on one account apart.</summary>
    public required string Instance { get; init; }

    public required IReadOnlyList<VenueSeat> Venues { get; init; }

    /// <summary>The parameters, once instrument ids are known.</summary>
    public required Func<InstrumentTable, IReadOnlyList<ParameterValue>> Parameters { get; init; }

    /// <summary>Events to publish before trading is enabled, such as fees that no venue reports.</summary>
    public Func<InstrumentTable, IReadOnlyList<EngineEvent>> OpeningEvents { get; init; } = _ => [];

    /// <summary>Digest of the whole configuration.</summary>
    public ulong ConfigDigest { get; init; }

    public EngineLimits Limits { get; init; } = new();

    public JournalLayout Layout { get; init; } = new();

    public KillSettings Kill { get; init; } = new();

    public WaitMode Wait { get; init; }

    /// <summary>Sockets that the engine's thread polls when it spins; null for none.</summary>
    public PolledSockets? Polled { get; init; }

    /// <summary>Capacity of the event ring; a power of two.</summary>
    public int EventSlots { get; init; } = 32_768;

    /// <summary>Free disk space without which a run does not start.</summary>
    public long FreeBytesMin { get; init; } = DataFolder.FreeBytesMin;

    /// <summary>How long the engine gets to cancel its orders when the run stops.</summary>
    public TimeSpan DrainWithin { get; init; } = TimeSpan.FromSeconds(3);
}

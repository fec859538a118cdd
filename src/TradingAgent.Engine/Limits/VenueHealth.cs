using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Limits;

/// <summary>What each venue's streams last said of themselves. Nothing said is down.</summary>
internal sealed class VenueHealth
{
    private const int Streams = 8;
    private readonly VenueStatus[] _status = new VenueStatus[VenueId.Capacity * Streams];

    public VenueStatus this[VenueId venue, VenueStream stream] => _status[(venue.Index * Streams) + (int)stream];

    /// <summary>
    /// Orders may go out: the private stream tells what becomes of them, and either way of sending is up.
    /// </summary>
    public bool CanTrade(VenueId venue) =>
        this[venue, VenueStream.Private] == VenueStatus.Up
        && (this[venue, VenueStream.Trade] == VenueStatus.Up || this[venue, VenueStream.Rest] == VenueStatus.Up);

    /// <summary>Takes a change; false when it was so already.</summary>
    public bool Set(VenueId venue, VenueStream stream, VenueStatus status)
    {
        ref VenueStatus at = ref _status[(venue.Index * Streams) + (int)stream];
        if (at == status) return false;
        at = status;
        return true;
    }

    /// <summary>A new process has no connection yet, whatever the last one had.</summary>
    public void StartRun() => Array.Clear(_status);

    public void Save(ref SnapshotWriter writer) => writer.Write<VenueStatus>(_status);

    public void Load(ref SnapshotReader reader) => reader.Read<VenueStatus>(_status);
}

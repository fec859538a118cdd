using System.Text;

namespace TradingAgent.UnitTests.Venues;

/// <summary>A connection that only remembers what a protocol asked of it.</summary>
public sealed class RecordingWire : IWire
{
    public List<string> Sent { get; } = [];

    public List<long> Tags { get; } = [];

    public List<string> Reconnects { get; } = [];

    public int ReadyCalls { get; private set; }

    /// <summary>Refuse everything, as a full queue does.</summary>
    public bool IsFull { get; set; }

    public bool TrySend(ReadOnlySpan<byte> message, long tag = 0)
    {
        if (IsFull) return false;
        Sent.Add(Encoding.UTF8.GetString(message));
        Tags.Add(tag);
        return true;
    }

    public bool IsSilent { get; private set; }

    public void Silent(bool isSilent) => IsSilent = isSilent;

    public void Ready() => ReadyCalls++;

    public void Reconnect(string reason) => Reconnects.Add(reason);
}

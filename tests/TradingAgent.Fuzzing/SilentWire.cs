using TradingAgent.Venues.Wire;

namespace TradingAgent.Fuzzing;

/// <summary>Takes everything and does nothing; counts what a protocol wants of its connection.</summary>
internal sealed class SilentWire : IWire
{
    public long Reconnects { get; private set; }

    public bool TrySend(ReadOnlySpan<byte> message, long tag = 0) => true;

    public void Silent(bool isSilent)
    {
    }

    public void Ready()
    {
    }

    public void Reconnect(string reason) => Reconnects++;
}

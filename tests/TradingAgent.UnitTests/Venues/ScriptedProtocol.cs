using System.Collections.Concurrent;
using System.Text;

namespace TradingAgent.UnitTests.Venues;

/// <summary>A protocol that records its calls and does what a test plugged in.</summary>
internal sealed class ScriptedProtocol : IVenueProtocol
{
    public ConcurrentQueue<string> Calls { get; } = new();

    public Action<IWire> Opened { get; init; } = static wire => wire.Ready();

    public Action<string, IWire> Message { get; init; } = static (_, _) => { };

    public Func<long, bool> Writing { get; init; } = static _ => true;

    public IWire? Wire { get; private set; }

    public void OnOpened(WireTime time, IWire wire)
    {
        Wire = wire;
        Calls.Enqueue("opened");
        Opened(wire);
    }

    public bool OnMessage(ReadOnlySpan<byte> message, WireTime time, IWire wire)
    {
        string text = Encoding.UTF8.GetString(message);
        Calls.Enqueue("message " + (text.Length > 40 ? text.Length.ToString() : text));
        Message(text, wire);
        return true;
    }

    public void OnTick(WireTime time, IWire wire)
    {
    }

    public bool OnWriting(long tag, WireTime time)
    {
        Calls.Enqueue("writing " + tag);
        return Writing(tag);
    }

    public void OnClosed(WireTime time) => Calls.Enqueue("closed");
}

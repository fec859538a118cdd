using System.Text;

namespace TradingAgent.Venues.Binance.Market;

/// <summary>
/// Asks for a connection's streams in frames that the venue answers quickly, and not more often than it allows (ten
/// messages a second, or the socket is closed). A refused group is asked again one by one; what is refused alone is
/// given up and said.
/// </summary>
internal sealed class StreamDesk(IReadOnlyList<string> streams)
{
    /// <summary>Larger requests are answered very late.</summary>
    private const int CharactersMax = 3_500;

    private const int AtOnce = 2;

    private readonly List<string> _streams = [.. streams];
    private readonly Queue<(int Id, byte[] Text)> _waiting = new();
    private readonly Dictionary<int, string[]> _asked = [];
    private int _nextId = 1;

    public IReadOnlyList<string> Streams => _streams;

    /// <summary>A new socket: everything is asked for again.</summary>
    public void OnOpened(IWire wire)
    {
        _waiting.Clear();
        _asked.Clear();
        Ask("SUBSCRIBE", _streams);
        Send(wire);
    }

    public void Add(IWire wire, IReadOnlyList<string> added)
    {
        _streams.AddRange(added);
        Ask("SUBSCRIBE", added);
        Send(wire);
    }

    public void Remove(IWire wire, IReadOnlyList<string> removed)
    {
        _streams.RemoveAll(removed.Contains);
        Ask("UNSUBSCRIBE", removed);
        Send(wire);
    }

    /// <summary>Leaves streams and asks for them again.</summary>
    public void Renew(IWire wire, IReadOnlyList<string> silent)
    {
        Ask("UNSUBSCRIBE", silent);
        Ask("SUBSCRIBE", silent);
        Send(wire);
    }

    /// <summary>Sends what waits, a little at each tick.</summary>
    public void OnTick(IWire wire) => Send(wire);

    /// <summary>A request was answered.</summary>
    /// <returns>The stream that is hereby given up, or null.</returns>
    public string? OnAnswer(int id, bool isRefused)
    {
        if (!_asked.Remove(id, out string[]? asked) || !isRefused) return null;
        if (asked.Length == 1) return asked[0];
        foreach (string stream in asked) Ask("SUBSCRIBE", [stream]);
        return null;
    }

    private void Ask(string method, IReadOnlyList<string> names)
    {
        List<string> group = [];
        int characters = 0;
        foreach (string name in names)
        {
            if (characters + PlanLimits.CharactersOf(name) > CharactersMax)
            {
                Put(method, [.. group]);
                group.Clear();
                characters = 0;
            }
            group.Add(name);
            characters += PlanLimits.CharactersOf(name);
        }
        if (group.Count > 0) Put(method, [.. group]);
    }

    private void Put(string method, string[] group)
    {
        int id = _nextId++;
        if (method == "SUBSCRIBE") _asked[id] = group;
        string text = $$"""{"method":"{{method}}","params":["{{string.Join("\",\"", group)}}"],"id":{{id}}}""";
        _waiting.Enqueue((id, Encoding.UTF8.GetBytes(text)));
    }

    private void Send(IWire wire)
    {
        for (int i = 0; i < AtOnce && _waiting.TryPeek(out (int Id, byte[] Text) next); i++)
        {
            if (!wire.TrySend(next.Text)) return;
            _waiting.Dequeue();
        }
    }
}

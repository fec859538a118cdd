using System.Text;

namespace TradingAgent.Venues.Bybit.Market;

/// <summary>
/// Asks for a connection's topics in small groups, because one bad topic fails its whole request; a failed group is
/// asked again one topic at a time, and a topic that fails alone is given up and said. Topics join and leave while the
/// connection lives; a place once taken is not used again, because requests are known by it.
/// </summary>
internal sealed class SubscriptionDesk
{
    private const int GroupSize = 10;

    private readonly List<string?> _places;
    private readonly List<string> _refused = [];

    public SubscriptionDesk(IReadOnlyList<string> topics) => _places = [.. topics];

    public IEnumerable<string> Topics => _places.OfType<string>();

    /// <summary>Topics the venue would not give.</summary>
    public IReadOnlyList<string> Refused => _refused;

    public void AskAll(IWire wire)
    {
        _refused.Clear();
        AskFrom(wire, 0);
    }

    /// <summary>Adds topics and asks for them; on a closed connection they are asked for when it opens.</summary>
    public void Add(IWire wire, IReadOnlyList<string> topics)
    {
        int first = _places.Count;
        _places.AddRange(topics);
        AskFrom(wire, first);
    }

    /// <summary>Leaves topics for good.</summary>
    public void Remove(IWire wire, IReadOnlyList<string> topics)
    {
        foreach (string topic in topics)
        {
            int at = _places.IndexOf(topic);
            if (at >= 0) _places[at] = null;
        }
        foreach (string[] group in topics.Chunk(GroupSize)) Request(wire, "unsubscribe", "x", group);
    }

    /// <summary>A fresh snapshot of one topic: leave it and ask again.</summary>
    public static void Renew(IWire wire, string topic) => Renew(wire, [topic], oneByOne: true);

    /// <summary>Leaves topics and asks for them again.</summary>
    public static void Renew(IWire wire, IReadOnlyList<string> topics, bool oneByOne)
    {
        foreach (string[] group in topics.Chunk(oneByOne ? 1 : GroupSize))
        {
            Request(wire, "unsubscribe", "u", group);
            Request(wire, "subscribe", "r", group);
        }
    }

    /// <summary>The venue refused a request.</summary>
    /// <returns>The topic that is hereby given up, or null.</returns>
    public string? OnRefused(IWire wire, ReadOnlySpan<byte> requestId)
    {
        if (requestId.Length < 2 || !int.TryParse(requestId[1..], out int at) || at < 0 || at >= _places.Count)
            return null;
        if (requestId[0] == 'g')
        {
            for (int i = at; i < Math.Min(at + GroupSize, _places.Count); i++)
                if (_places[i] is { } topic) Request(wire, "subscribe", "t" + i, [topic]);
            return null;
        }
        if (requestId[0] != 't' || _places[at] is not { } refused) return null;
        _refused.Add(refused);
        return refused;
    }

    private void AskFrom(IWire wire, int first)
    {
        for (int at = first; at < _places.Count; at += GroupSize)
        {
            string[] group = [.. _places.Skip(at).Take(GroupSize).OfType<string>()];
            if (group.Length > 0) Request(wire, "subscribe", "g" + at, group);
        }
    }

    private static void Request(IWire wire, string op, string id, IEnumerable<string> names)
    {
        string text = $$"""{"req_id":"{{id}}","op":"{{op}}","args":["{{string.Join("\",\"", names)}}"]}""";
        wire.TrySend(Encoding.ASCII.GetBytes(text));
    }
}

using System.Text;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Bybit.Market;

/// <summary>
/// Asks for a connection's topics in small groups, because one bad topic fails its whole request; a failed group is
/// asked again one topic at a time, and a topic that fails alone is given up and said.
/// </summary>
internal sealed class SubscriptionDesk(IReadOnlyList<string> topics)
{
    private const int GroupSize = 10;

    private readonly List<string> _refused = [];

    public IReadOnlyList<string> Topics => topics;

    /// <summary>Topics the venue would not give.</summary>
    public IReadOnlyList<string> Refused => _refused;

    public void AskAll(IWire wire)
    {
        _refused.Clear();
        for (int at = 0; at < topics.Count; at += GroupSize)
            Ask(wire, "g" + at, topics.Skip(at).Take(GroupSize));
    }

    /// <summary>A fresh snapshot of one topic: leave it and ask again.</summary>
    public static void Renew(IWire wire, string topic)
    {
        Request(wire, "unsubscribe", "u", [topic]);
        Request(wire, "subscribe", "r", [topic]);
    }

    /// <summary>The venue refused a request.</summary>
    /// <returns>The topic that is hereby given up, or null.</returns>
    public string? OnRefused(IWire wire, ReadOnlySpan<byte> requestId)
    {
        if (requestId.Length < 2 || !int.TryParse(requestId[1..], out int at) || at < 0 || at >= topics.Count)
            return null;
        if (requestId[0] == 'g')
        {
            for (int i = at; i < Math.Min(at + GroupSize, topics.Count); i++) Ask(wire, "t" + i, [topics[i]]);
            return null;
        }
        if (requestId[0] != 't') return null;
        _refused.Add(topics[at]);
        return topics[at];
    }

    private static void Ask(IWire wire, string id, IEnumerable<string> names) => Request(wire, "subscribe", id, names);

    private static void Request(IWire wire, string op, string id, IEnumerable<string> names)
    {
        string text = $$"""{"req_id":"{{id}}","op":"{{op}}","args":["{{string.Join("\",\"", names)}}"]}""";
        wire.TrySend(Encoding.ASCII.GetBytes(text));
    }
}

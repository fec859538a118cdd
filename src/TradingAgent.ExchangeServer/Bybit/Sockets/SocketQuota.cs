namespace TradingAgent.ExchangeServer.Bybit.Sockets;

/// <summary>
/// What one connection may still ask for: topics by their characters or number, and fresh request ids.
/// </summary>
internal sealed class SocketQuota
{
    private const int TopicCharactersMax = 21_000;
    private const int OptionTopicsMax = 2_000;
    private const int RequestsRemembered = 1_000;

    private readonly HashSet<string> _topics = [];
    private readonly HashSet<string> _seen = [];
    private readonly Queue<string> _order = [];
    private int _characters;

    /// <summary>Null when the topics fit, or what the venue would say.</summary>
    public string? Refusal(SocketDialect dialect, List<string> names)
    {
        int characters = _characters;
        int count = _topics.Count;
        foreach (string name in names)
        {
            if (_topics.Contains(name)) continue;
            characters += name.Length;
            count++;
        }
        if (dialect == SocketDialect.Option)
            return count > OptionTopicsMax ? "args size >" + OptionTopicsMax : null;
        return characters > TopicCharactersMax ? "args length exceeds " + TopicCharactersMax : null;
    }

    public void Add(string name)
    {
        if (_topics.Add(name)) _characters += name.Length;
    }

    public void Remove(string name)
    {
        if (_topics.Remove(name)) _characters -= name.Length;
    }

    /// <summary>False when this connection has used the request id before.</summary>
    public bool TryRequest(string? id)
    {
        if (string.IsNullOrEmpty(id)) return true;
        if (!_seen.Add(id)) return false;
        _order.Enqueue(id);
        if (_order.Count > RequestsRemembered) _seen.Remove(_order.Dequeue());
        return true;
    }
}

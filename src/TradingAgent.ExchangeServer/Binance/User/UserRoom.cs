using System.Text.Json;
using TradingAgent.Exchange.Accounts;
using TradingAgent.ExchangeServer.Json;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Binance.User;

/// <summary>One wallet: what has happened to it since the last look, and who listens. Exchange thread only.</summary>
internal sealed class UserRoom(AccountId account, Product product)
{
    private readonly List<UserListener> _listeners = [];
    private readonly FrameWriter _writer = new();

    public AccountId Account => account;

    public Product Product => product;

    public OrderStory Story { get; } = new();

    /// <summary>What its orders did, in order.</summary>
    public List<OrderStep> Steps { get; } = [];

    /// <summary>Contracts whose position moved.</summary>
    public List<InstrumentId> Moved { get; } = [];

    /// <summary>Perpetuals that paid or took funding.</summary>
    public List<InstrumentId> Funded { get; } = [];

    /// <summary>Leverage that was set.</summary>
    public List<(InstrumentId Instrument, decimal Leverage)> Settings { get; } = [];

    /// <summary>Leverage as last told.</summary>
    public Dictionary<InstrumentId, decimal> Leverage { get; } = [];

    /// <summary>True when cash moved.</summary>
    public bool HasCash { get; set; }

    /// <summary>Cash as last told.</summary>
    public decimal Balance { get; set; }

    /// <summary>When the wallet's standing is told again.</summary>
    public Timestamp StandingDue { get; set; }

    public bool IsHeard => _listeners.Count > 0;

    public void Join(UserListener listener) => _listeners.Add(listener);

    /// <summary>Leaves with one key, or with all of a connection.</summary>
    public void Leave(SocketLink link, string? key = null) =>
        _listeners.RemoveAll(known => known.Link == link && (key is null || known.Key == key));

    /// <summary>Nobody hears anything more with this key.</summary>
    public void Dismiss(string key) => _listeners.RemoveAll(known => known.Key == key);

    public void Clear()
    {
        Steps.Clear();
        Moved.Clear();
        Funded.Clear();
        Settings.Clear();
        HasCash = false;
    }

    /// <summary>Sends an event to everybody who wants it, raw or wrapped.</summary>
    public void Send(string name, Action<Utf8JsonWriter> write)
    {
        SharedFrame? raw = null;
        Dictionary<string, SharedFrame>? wrapped = null;
        foreach (UserListener listener in _listeners)
        {
            if (listener.Events is { } wanted && !wanted.Contains(name)) continue;
            SharedFrame? frame = raw;
            if (listener.IsWrapped)
            {
                wrapped ??= [];
                if (!wrapped.TryGetValue(listener.Key, out frame))
                    wrapped[listener.Key] = frame = Wrapped(listener.Key, write);
            }
            else
            {
                frame = raw ??= Raw(write);
            }
            listener.Link.Tell(frame, isAccount: true);
        }
        raw?.Release();
        if (wrapped is null) return;
        foreach (SharedFrame frame in wrapped.Values) frame.Release();
    }

    private SharedFrame Raw(Action<Utf8JsonWriter> write)
    {
        write(_writer.Begin());
        return _writer.Finish();
    }

    private SharedFrame Wrapped(string key, Action<Utf8JsonWriter> write)
    {
        Utf8JsonWriter json = _writer.Begin();
        json.WriteStartObject();
        json.WriteString("stream"u8, key);
        json.WritePropertyName("data"u8);
        write(json);
        json.WriteEndObject();
        return _writer.Finish();
    }
}

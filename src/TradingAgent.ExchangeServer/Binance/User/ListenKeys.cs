using TradingAgent.Exchange.Accounts;
using TradingAgent.ExchangeServer.Binance.Rest;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Binance.User;

/// <summary>The listen keys that are alive, at most one for each wallet. Exchange thread only.</summary>
internal sealed class ListenKeys(BinanceFrontOptions options)
{
    private readonly Dictionary<AccountId, ListenKey> _keys = [];

    /// <summary>Called when a key was closed or has expired.</summary>
    public Action<ListenKey, bool>? Ended { get; set; }

    public IEnumerable<Route> Routes() =>
    [
        new("POST", "/fapi/v1/listenKey", Access.WithKey, 1, Open),
        new("PUT", "/fapi/v1/listenKey", Access.WithKey, 1, Renew),
        new("DELETE", "/fapi/v1/listenKey", Access.WithKey, 1, Close),
        new("POST", "/eapi/v1/listenKey", Access.WithKey, 1, Open),
        new("PUT", "/eapi/v1/listenKey", Access.WithKey, 1, Renew),
        new("DELETE", "/eapi/v1/listenKey", Access.WithKey, 1, Close),
    ];

    public ListenKey? Find(string text)
    {
        foreach (ListenKey key in _keys.Values)
            if (key.Text == text) return key;
        return null;
    }

    public void Check(Timestamp now)
    {
        if (_keys.Count == 0) return;
        foreach (ListenKey key in _keys.Values.ToArray())
        {
            if (now < key.ExpiresAt) continue;
            _keys.Remove(key.Account);
            Ended?.Invoke(key, true);
        }
    }

    /// <summary>A key that is alive is given again, with its full time.</summary>
    private Answer Open(BinanceCall call)
    {
        if (!_keys.TryGetValue(call.Account, out ListenKey? key))
        {
            key = new ListenKey(Trace.Next() + Trace.Next(), call.Account, call.Product);
            _keys.Add(call.Account, key);
        }
        Extend(key, call.Now);
        call.Json.WriteStartObject();
        call.Json.WriteString("listenKey"u8, key.Text);
        if (call.Product == Product.Options) call.Json.WriteNumber("expiration"u8, key.ExpiresAt.Milliseconds);
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    private Answer Renew(BinanceCall call)
    {
        if (!_keys.TryGetValue(call.Account, out ListenKey? key) || !Names(call, key)) return Answer.BadListenKey;
        Extend(key, call.Now);
        call.Json.WriteStartObject();
        if (call.Product == Product.Futures) call.Json.WriteString("listenKey"u8, key.Text);
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    private Answer Close(BinanceCall call)
    {
        if (_keys.TryGetValue(call.Account, out ListenKey? key) && Names(call, key))
        {
            _keys.Remove(call.Account);
            Ended?.Invoke(key, false);
        }
        return call.Empty();
    }

    private void Extend(ListenKey key, Timestamp now) =>
        key.ExpiresAt = now + Duration.FromSeconds(options.ListenKeyMinutes * 60);

    /// <summary>The wallet has one key; a request that names another means one that is gone.</summary>
    private static bool Names(BinanceCall call, ListenKey key) =>
        call.Fields.Text("listenKey") is not { } named || named == key.Text;
}

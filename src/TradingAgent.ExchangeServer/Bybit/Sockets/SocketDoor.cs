using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using TradingAgent.ExchangeServer.Bybit.Auth;
using TradingAgent.ExchangeServer.Bybit.Private;
using TradingAgent.ExchangeServer.Bybit.Topics;
using TradingAgent.ExchangeServer.Json;
using TradingAgent.ExchangeServer.Loop;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Bybit.Sockets;

/// <summary>Takes websockets from the web server and serves each in the dialect of its path.</summary>
internal sealed class SocketDoor
{
    private readonly ConcurrentDictionary<SocketSession, byte> _sessions = [];
    private readonly KeyRing _keys;
    private readonly ExchangeLoop _loop;
    private readonly TopicBoard _topics;
    private readonly PrivateBoard _accounts;
    private readonly TradeDesk _trade;
    private readonly TimeProvider _time;
    private readonly AddressLimits _addresses;
    private readonly ExchangeServerOptions _options;
    private Timestamp _scanDue;

    public SocketDoor(
        KeyRing keys, ExchangeLoop loop, TopicBoard topics, PrivateBoard accounts, TradeDesk trade,
        AddressLimits addresses, ExchangeServerOptions options)
    {
        _keys = keys;
        _loop = loop;
        _topics = topics;
        _accounts = accounts;
        _trade = trade;
        _addresses = addresses;
        _options = options;
        _time = options.Time;
    }

    /// <summary>Connections open now.</summary>
    public int Count => _sessions.Count;

    /// <summary>The dialect of a path; null when it is none.</summary>
    public static SocketDialect? DialectOf(string? path) => path switch
    {
        "/v5/public/linear" => SocketDialect.Linear,
        "/v5/public/inverse" => SocketDialect.Inverse,
        "/v5/public/option" => SocketDialect.Option,
        "/v5/public/spot" => SocketDialect.Spot,
        "/v5/private" => SocketDialect.Private,
        "/v5/trade" => SocketDialect.Trade,
        "/v5/public/misc/status" => SocketDialect.Status,
        _ => null,
    };

    public async Task HandleAsync(HttpContext context, SocketDialect dialect, CancellationToken stop)
    {
        IPAddress? address = context.Connection.RemoteIpAddress;
        if (!_addresses.TrySocket(address, Now()))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        using SocketLink link = new(socket, _options.SendQueueMax, _options.Faults) { Address = address };
        SocketSession session = new(link, dialect)
        {
            IdleSecondsMax = IdleSeconds(context.Request.Query["max_active_time"]),
        };
        link.Touch(Now());
        _sessions.TryAdd(session, 0);
        try
        {
            await link.RunAsync(message => OnMessage(session, message.Span), stop);
        }
        finally
        {
            _sessions.TryRemove(session, out _);
            TaskCompletionSource forgotten = new(TaskCreationOptions.RunContinuationsAsynchronously);
            bool posted = _loop.TryPost(() =>
            {
                _topics.Forget(session);
                _accounts.Forget(session);
                forgotten.SetResult();
            });
            if (posted) await Task.WhenAny(forgotten.Task, _loop.Completion);
        }
    }

    /// <summary>
    /// Cuts sockets that have been silent both ways for too long; looks rarely, so that the cut may be late.
    /// </summary>
    public void CutIdle(Timestamp now)
    {
        if (now < _scanDue) return;
        _scanDue = now + Duration.FromSeconds(_options.IdleScanSeconds * _options.Pace);
        foreach (SocketSession session in _sessions.Keys)
        {
            if (session.Link.TookFrames()) session.Link.Touch(now);
            double seconds = session.IdleSecondsMax > 0 ? session.IdleSecondsMax : _options.IdleSecondsMax;
            if (now.Nanoseconds - session.Link.LastActive > seconds * _options.Pace * 1e9) session.Link.Cut();
        }
    }

    /// <summary>Cuts every connection of some paths, as maintenance does; returns how many.</summary>
    public int Cut(Func<SocketDialect, bool> isMeant)
    {
        int count = 0;
        foreach (SocketSession session in _sessions.Keys)
        {
            if (!isMeant(session.Dialect)) continue;
            session.Link.Cut();
            count++;
        }
        return count;
    }

    /// <summary>«30s» to «600s» or «1m» to «10m»; 0 for anything else.</summary>
    private static double IdleSeconds(string? text)
    {
        if (text is not { Length: > 1 } || !int.TryParse(text.AsSpan(0, text.Length - 1), out int number)) return 0;
        int seconds = text[^1] == 'm' ? number * 60 : text[^1] == 's' ? number : 0;
        return seconds is >= 30 and <= 600 ? seconds : 0;
    }

    private void OnMessage(SocketSession session, ReadOnlySpan<byte> text)
    {
        SocketRequest? request = SocketRequest.Parse(text);
        if (request is null)
        {
            Send(session, session.Dialect == SocketDialect.Trade
                ? ControlFrames.TradeRefusal(session, null, new Answer(10001, "Request parameter error."))
                : ControlFrames.Unreadable(session, null, "Invalid JSON or missing op"));
            return;
        }
        session.Link.Touch(Now());
        switch (request.Op)
        {
            case "ping":
                Send(session, ControlFrames.Pong(session, request, Now()));
                break;
            case "pong":
                break;
            case "auth" when session.Dialect is SocketDialect.Private or SocketDialect.Trade:
                Login(session, request);
                break;
            case "subscribe" or "unsubscribe" when session.Dialect != SocketDialect.Trade:
                Subscribe(session, request);
                break;
            default:
                if (session.Dialect == SocketDialect.Trade) _trade.OnRequest(session, request);
                else Send(session, ControlFrames.Unreadable(session, request, "Invalid op: " + request.Op));
                break;
        }
    }

    private void Login(SocketSession session, SocketRequest request)
    {
        if (session.Credential is not null)
        {
            // Some clients log in twice on the trade socket; the second time changes nothing.
            Send(session, ControlFrames.Login(session, request, Answer.Ok));
            return;
        }
        List<string> args = request.Arguments();
        Answer answer = _keys.CheckLogin(
            args.ElementAtOrDefault(0), args.ElementAtOrDefault(1), args.ElementAtOrDefault(2), Now(),
            out ApiCredential? who);
        session.Credential = who;
        Send(session, ControlFrames.Login(session, request, answer));
    }

    private void Subscribe(SocketSession session, SocketRequest request)
    {
        List<string> names = request.Arguments();
        Run(session, request, now =>
        {
            Answer answer = session.Dialect == SocketDialect.Private
                ? CheckPrivate(session, request, names)
                : CheckPublic(session, request, names);
            Send(session, ControlFrames.Acknowledge(session, request, answer, names));
            if (!answer.IsOk) return;
            foreach (string name in names) Apply(session, request.Op, name, now);
        });
    }

    private void Apply(SocketSession session, string op, string name, Timestamp now)
    {
        bool isPrivate = session.Dialect == SocketDialect.Private;
        if (op == "subscribe")
        {
            if (session.Link.IsCut) return;
            session.Quota.Add(name);
            if (isPrivate) _accounts.Subscribe(session, name);
            else _topics.Subscribe(session, name, now);
        }
        else if (isPrivate)
        {
            _accounts.Unsubscribe(session, name);
        }
        else
        {
            session.Quota.Remove(name);
            _topics.Unsubscribe(session, name);
        }
    }

    /// <summary>
    /// One bad topic fails the whole request; the option socket accepts anything, and taking leave never fails.
    /// </summary>
    private Answer CheckPublic(SocketSession session, SocketRequest request, List<string> names)
    {
        if (request.Op == "unsubscribe") return Answer.Ok;
        if (session.Quota.Refusal(session.Dialect, names) is { } tooMany) return new Answer(10001, tooMany);
        if (session.Dialect == SocketDialect.Option) return Answer.Ok;
        if (session.Dialect == SocketDialect.Spot && names.Count > 10) return new Answer(10001, "args size >10");
        foreach (string name in names)
        {
            string? refusal = session.Dialect != SocketDialect.Status ? _topics.Refusal(session.Dialect, name)
                : name == "system.status" ? null : "error:handler not found,topic:" + name;
            if (refusal is not null) return new Answer(10001, refusal);
        }
        return Answer.Ok;
    }

    private static Answer CheckPrivate(SocketSession session, SocketRequest request, List<string> names)
    {
        if (session.Credential is null) return new Answer(10003, "Request not authorized");
        HashSet<PrivateStream> whole = [];
        HashSet<PrivateStream> narrowed = [];
        foreach (string name in names)
        {
            if (!PrivateTopic.TryParse(name, out PrivateTopic topic))
                return new Answer(10001, "error:handler not found,topic:" + name);
            (topic.Category == Category.None ? whole : narrowed).Add(topic.Stream);
        }
        bool isMixed = request.Op == "subscribe" && whole.Overlaps(narrowed);
        return isMixed
            ? new Answer(10001, "All-in-one and categorised topics can not be in the same subscription request")
            : Answer.Ok;
    }

    private void Run(SocketSession session, SocketRequest request, Action<Timestamp> work)
    {
        if (!_loop.TryPost(() => work(Now())))
            Send(session, ControlFrames.Unreadable(session, request, "Server busy"));
    }

    private static void Send(SocketSession session, SharedFrame frame)
    {
        session.Link.Send(frame);
        frame.Release();
    }

    private Timestamp Now() => Timestamp.From(_time.GetUtcNow());
}

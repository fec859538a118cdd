using Microsoft.AspNetCore.Http;
using TradingAgent.ExchangeServer.Binance.User;
using TradingAgent.ExchangeServer.Json;
using TradingAgent.ExchangeServer.Loop;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Binance.Streams;

/// <summary>Takes stream sockets from the web server and serves each in the room of its path.</summary>
internal sealed class StreamDoor(
    ExchangeLoop loop, StreamBoard board, UserBoard users, SocketDesk sockets, TimeProvider time,
    BinanceFrontOptions options)
{
    public async Task HandleAsync(HttpContext context, StreamPath path, CancellationToken stop)
    {
        using SocketLink link = await sockets.AcceptAsync(context);
        StreamSession session = new(link, path, options.MessagesPerSecondMax);
        loop.TryPost(() => Begin(session, path));
        await sockets.RunAsync(link, message => OnMessage(session, message.Span), stop, () =>
        {
            board.Forget(session);
            users.Leave(link);
        });
    }

    private void Begin(StreamSession session, StreamPath path)
    {
        for (int i = 0; i < path.Names.Count; i++)
        {
            string? events = path.Events.Count == 0 ? null : path.Events[Math.Min(i, path.Events.Count - 1)];
            Subscribe(session, path.Names[i], events);
        }
    }

    private void OnMessage(StreamSession session, ReadOnlySpan<byte> text)
    {
        if (!session.TryMessage(Now().Milliseconds))
        {
            session.Link.Cut();
            return;
        }
        StreamRequest request = StreamRequest.Parse(text);
        if (request.Failure is { } failure)
        {
            Send(session, StreamReplies.Failure(request.Id, failure.Code, failure.Text));
            return;
        }
        bool posted = loop.TryPost(() => Run(session, request));
        if (!posted) Send(session, StreamReplies.Failure(request.Id, 2, "Invalid request: server busy"));
    }

    private void Run(StreamSession session, StreamRequest request)
    {
        switch (request.Method)
        {
            case "SUBSCRIBE":
                Send(session, StreamReplies.Done(request.Id));
                foreach (string name in request.Names) Subscribe(session, name, null);
                break;
            case "UNSUBSCRIBE":
                foreach (string name in request.Names) Unsubscribe(session, name);
                Send(session, StreamReplies.Done(request.Id));
                break;
            case "LIST_SUBSCRIPTIONS":
                Send(session, StreamReplies.Names(request.Id, session.Names));
                break;
            case "SET_PROPERTY":
                SetCombined(session, request.Flag!.Value);
                Send(session, StreamReplies.Done(request.Id));
                break;
            default:
                Send(session, StreamReplies.Flag(request.Id, session.IsCombined));
                break;
        }
    }

    /// <summary>Running subscriptions go on in the new form.</summary>
    private void SetCombined(StreamSession session, bool isCombined)
    {
        if (session.IsCombined == isCombined) return;
        string[] names = [.. session.Names];
        foreach (string name in names) Unsubscribe(session, name);
        session.IsCombined = isCombined;
        foreach (string name in names) Subscribe(session, name, null);
    }

    private void Subscribe(StreamSession session, string name, string? events)
    {
        if (session.Link.IsCut || session.Names.Contains(name)) return;
        session.Names.Add(name);
        if (session.Room != StreamRoom.Private)
        {
            board.Subscribe(session, name, Now());
            return;
        }
        HashSet<string>? wanted = events is null ? null : [.. events.Split('/', StringSplitOptions.RemoveEmptyEntries)];
        users.TryJoin(session.Link, name, session.IsCombined, wanted);
    }

    private void Unsubscribe(StreamSession session, string name)
    {
        if (!session.Names.Remove(name)) return;
        if (session.Room == StreamRoom.Private) users.Leave(session.Link, name);
        else board.Unsubscribe(session, name);
    }

    private static void Send(StreamSession session, SharedFrame frame)
    {
        session.Link.Send(frame);
        frame.Release();
    }

    private Timestamp Now() => Timestamp.From(time.GetUtcNow());
}

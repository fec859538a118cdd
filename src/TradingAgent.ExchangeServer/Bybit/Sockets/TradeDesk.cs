using System.Collections.Frozen;
using System.Text.Json;
using TradingAgent.ExchangeServer.Bybit.Auth;
using TradingAgent.ExchangeServer.Bybit.Rest;
using TradingAgent.ExchangeServer.Faults;
using TradingAgent.ExchangeServer.Json;
using TradingAgent.ExchangeServer.Loop;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Bybit.Sockets;

/// <summary>Order entry over the trade socket: the same handlers as REST, in the socket's own frame.</summary>
internal sealed class TradeDesk(
    IEnumerable<RestRoute> routes, CallRunner runner, ExchangeLoop loop, ExchangeServerOptions options,
    AddressLimits addresses)
{
    private readonly TimeProvider time = options.Time;
    private readonly FrozenDictionary<string, RestRoute> _operations = routes
        .Where(route => OperationOf(route.Path) is not null)
        .ToFrozenDictionary(route => OperationOf(route.Path)!);

    public void OnRequest(SocketSession session, SocketRequest request)
    {
        if (session.Credential is null)
        {
            Refuse(session, request, new Answer(20002, "Unauthorized: log in first."));
            return;
        }
        if (!_operations.TryGetValue(request.Op, out RestRoute? route))
        {
            Refuse(session, request, new Answer(10404, "op type is not found"));
            return;
        }
        if (!addresses.TryOrder(session.Link.Address, Timestamp.From(time.GetUtcNow())))
        {
            Refuse(session, request, Answer.TooManyFromAddress);
            return;
        }
        if (!session.Quota.TryRequest(request.HasId ? request.Id.ToString() : null))
        {
            Refuse(session, request, Answer.DuplicateRequest);
            return;
        }
        Answer clock = CheckHeader(request);
        if (clock.IsOk && session.Credential.IsReadOnly) clock = Answer.ReadOnlyKey;
        if (!clock.IsOk)
        {
            Refuse(session, request, clock);
            return;
        }
        TradeRequest trade = new(request.Op, request.Id, FieldsOf(request), session.Credential, session.Id);
        if (!loop.TryPost(() => Run(session, request, trade, route))) Refuse(session, request, Answer.Busy);
    }

    private void Run(SocketSession session, SocketRequest request, TradeRequest trade, RestRoute route)
    {
        OrderFault fault = options.Faults.OnOrder();
        if (fault is OrderFault.NotDoneButUnknown or OrderFault.Unavailable)
        {
            Refuse(session, request, Answer.Of(fault));
            return;
        }
        try
        {
            SharedFrame reply = runner.Trade(trade, route.Group, route.Handler, Timestamp.From(time.GetUtcNow()));
            if (fault == OrderFault.None) session.Link.Send(reply);
            else if (fault == OrderFault.DoneButUnknown) Refuse(session, request, Answer.Of(fault));
            reply.Release();
        }
        catch
        {
            Refuse(session, request, Answer.Busy);
            throw;
        }
    }

    private Answer CheckHeader(SocketRequest request)
    {
        if (!request.Root.TryGetProperty("header", out JsonElement header) || header.ValueKind != JsonValueKind.Object)
            return Answer.BadParameter("header");
        RequestFields fields = RequestFields.OfObject(header);
        return KeyRing.CheckClock(
            fields.Text("X-BAPI-TIMESTAMP"), fields.Text("X-BAPI-RECV-WINDOW"), Timestamp.From(time.GetUtcNow()));
    }

    private static RequestFields FieldsOf(SocketRequest request)
    {
        bool hasObject = request.Root.TryGetProperty("args", out JsonElement args)
            && args.ValueKind == JsonValueKind.Array && args.GetArrayLength() > 0
            && args[0].ValueKind == JsonValueKind.Object;
        return hasObject ? RequestFields.OfObject(args[0]) : RequestFields.None;
    }

    private static void Refuse(SocketSession session, SocketRequest request, Answer answer)
    {
        SharedFrame frame = ControlFrames.TradeRefusal(session, request, answer);
        session.Link.Send(frame);
        frame.Release();
    }

    /// <summary>order.create for /v5/order/create; cancel-all and the queries are not on the socket.</summary>
    private static string? OperationOf(string path) => path switch
    {
        "/v5/order/create" or "/v5/order/amend" or "/v5/order/cancel"
            or "/v5/order/create-batch" or "/v5/order/amend-batch" or "/v5/order/cancel-batch"
            => "order." + path["/v5/order/".Length..],
        _ => null,
    };
}

using System.Text.Json;
using TradingAgent.ExchangeServer.Binance.Limits;
using TradingAgent.ExchangeServer.Json;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Binance.Rest;

/// <summary>Runs calls on the exchange thread: the count of orders first, then the handler.</summary>
internal sealed class CallRunner(OrderMeter orders)
{
    private readonly FrameWriter _writer = new();

    public RestReply Rest(Route route, RequestFields fields, BinanceCredential? who, Timestamp now)
    {
        Answer answer = Run(route, fields, who, _writer.Begin(), now, out BinanceCall call);
        if (!answer.IsOk) Refuse(_writer.Begin(), answer);
        bool counts = who is not null && route.Orders != default;
        (int ten, int minute) = counts ? orders.Read(call.Account, now) : (-1, -1);
        return new RestReply(_writer.Finish(), answer.Status, ten, minute);
    }

    /// <summary>Runs a call that writes its result where the caller wants it.</summary>
    public Answer Run(
        Route route, RequestFields fields, BinanceCredential? who, Utf8JsonWriter json, Timestamp now,
        out BinanceCall call)
    {
        call = new BinanceCall
        {
            Fields = fields,
            Credential = who,
            Json = json,
            Now = now,
            Product = route.Product,
        };
        bool counts = who is not null && route.Orders != default;
        if (counts && !orders.TryCount(call.Account, route.Orders, now)) return Answer.TooManyOrdersInTime;
        return route.Handler(call);
    }

    public static void Refuse(Utf8JsonWriter json, Answer answer)
    {
        json.WriteStartObject();
        json.WriteNumber("code"u8, answer.Code);
        json.WriteString("msg"u8, answer.Message);
        json.WriteEndObject();
    }
}

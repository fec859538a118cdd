using System.Buffers.Text;

namespace TradingAgent.Venues.Bybit.Trading;

/// <summary>
/// Writes order requests as the venue reads them, into a buffer of its own, without allocation. The same object is the
/// body over REST and the argument over the websocket. Not thread-safe.
/// </summary>
internal sealed class OrderEncoder
{
    private const int BytesMax = 768;

    private readonly byte[] _buffer = new byte[BytesMax];
    private readonly byte[] _instance;
    private readonly byte[] _window;
    private int _length;

    public OrderEncoder(BybitOptions options)
    {
        _instance = options.InstanceBytes;
        _window = System.Text.Encoding.ASCII.GetBytes(
            options.ReceiveWindowMs.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>The last text written.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    /// <summary>A websocket request with its envelope.</summary>
    /// <param name="keepPrice">Amend only: the price stays and is left out.</param>
    /// <param name="keepQuantity">Amend only: the size stays and is left out.</param>
    public ReadOnlySpan<byte> Request(
        in EngineCommand command,
        Instrument instrument,
        ReadOnlySpan<byte> requestId,
        long stampMilliseconds,
        bool keepPrice = false,
        bool keepQuantity = false)
    {
        _length = 0;
        Put("{\"reqId\":\""u8);
        Put(requestId);
        Put("\",\"header\":{\"X-BAPI-TIMESTAMP\":\""u8);
        PutNumber(stampMilliseconds);
        Put("\",\"X-BAPI-RECV-WINDOW\":\""u8);
        Put(_window);
        Put("\"},\"op\":\""u8);
        Put(command.Kind switch
        {
            CommandKind.PlaceOrder => "order.create"u8,
            CommandKind.AmendOrder => "order.amend"u8,
            _ => "order.cancel"u8,
        });
        Put("\",\"args\":["u8);
        PutObject(in command, instrument, keepPrice, keepQuantity);
        Put("]}"u8);
        return _buffer.AsSpan(0, _length);
    }

    /// <summary>The request's object alone: the body of a REST call.</summary>
    public ReadOnlySpan<byte> Body(
        in EngineCommand command, Instrument instrument, bool keepPrice = false, bool keepQuantity = false)
    {
        _length = 0;
        PutObject(in command, instrument, keepPrice, keepQuantity);
        return _buffer.AsSpan(0, _length);
    }

    private void PutObject(in EngineCommand command, Instrument instrument, bool keepPrice, bool keepQuantity)
    {
        Put("{\"category\":\""u8);
        Put(BybitCategories.Of(instrument.Terms).Utf8());
        Put("\",\"symbol\":\""u8);
        PutText(instrument.Symbol);
        switch (command.Kind)
        {
            case CommandKind.PlaceOrder:
                PutPlacement(in command);
                break;
            case CommandKind.AmendOrder:
                if (!keepQuantity) PutField("\",\"qty\":\""u8, command.Quantity.Raw);
                if (!keepPrice) PutField("\",\"price\":\""u8, command.Price.Raw);
                PutOrderId(command.Order);
                Put("\"}"u8);
                break;
            default:
                PutOrderId(command.Order);
                Put("\"}"u8);
                break;
        }
    }

    private void PutPlacement(in EngineCommand command)
    {
        Put(command.Side == Side.Buy ? "\",\"side\":\"Buy"u8 : "\",\"side\":\"Sell"u8);
        Put("\",\"orderType\":\"Limit"u8);
        PutField("\",\"qty\":\""u8, command.Quantity.Raw);
        PutField("\",\"price\":\""u8, command.Price.Raw);
        Put("\",\"timeInForce\":\""u8);
        Put(command.TimeInForce switch
        {
            TimeInForce.PostOnly => "PostOnly"u8,
            TimeInForce.ImmediateOrCancel => "IOC"u8,
            _ => "GTC"u8,
        });
        PutOrderId(command.Order);
        // Only the taker's prevention type counts at this venue, so every order carries one.
        Put("\",\"smpType\":\"CancelTaker\",\"positionIdx\":0"u8);
        Put(command.ReduceOnly ? ",\"reduceOnly\":true}"u8 : "}"u8);
    }

    private void PutOrderId(ClientOrderId order)
    {
        Put("\",\"orderLinkId\":\""u8);
        ClientOrderIdText.TryFormat(_instance, order, _buffer.AsSpan(_length), out int written);
        _length += written;
    }

    private void PutField(ReadOnlySpan<byte> head, long raw)
    {
        Put(head);
        FixedPoint.TryFormat(raw, _buffer.AsSpan(_length), out int written);
        _length += written;
    }

    private void Put(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_buffer.AsSpan(_length));
        _length += text.Length;
    }

    private void PutText(string text) =>
        _length += System.Text.Encoding.ASCII.GetBytes(text, _buffer.AsSpan(_length));

    private void PutNumber(long value)
    {
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_length), out int written);
        _length += written;
    }
}

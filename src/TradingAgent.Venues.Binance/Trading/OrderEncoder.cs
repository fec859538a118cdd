using System.Buffers.Text;
using System.Text;

namespace TradingAgent.Venues.Binance.Trading;

/// <summary>
/// Writes order requests as parameters, into a buffer of its own, without allocation: sorted by name, because the
/// order-entry stream signs them so. Over REST the same text is the query. Not thread-safe.
/// </summary>
internal sealed class OrderEncoder(BinanceOptions options, ProductDialect dialect)
{
    private const int BytesMax = 640;

    private readonly byte[] _buffer = new byte[BytesMax];
    private readonly byte[] _instance = options.InstanceBytes;
    private readonly byte[] _placeId = Encoding.ASCII.GetBytes(dialect.PlaceId);
    private readonly byte[] _queryId = Encoding.ASCII.GetBytes(dialect.QueryId);
    private int _length;

    /// <summary>The parameters of a REST request; window, stamp and signature are added by who sends it.</summary>
    public string Query(in EngineCommand command, Instrument instrument)
    {
        _length = 0;
        PutCommand(in command, instrument, 0);
        return Encoding.ASCII.GetString(_buffer, 0, _length);
    }

    /// <summary>The parameters of a stream's request, sorted, with window and stamp.</summary>
    /// <param name="key">The API key; empty once the session is logged on.</param>
    /// <param name="stampMs">The venue's time.</param>
    public ReadOnlySpan<byte> Sorted(
        in EngineCommand command, Instrument instrument, ReadOnlySpan<byte> key, long stampMs)
    {
        _length = 0;
        if (key.Length > 0) Put("apiKey"u8, key);
        PutCommand(in command, instrument, stampMs);
        return _buffer.AsSpan(0, _length);
    }

    private void PutCommand(in EngineCommand command, Instrument instrument, long stampMs)
    {
        bool isPlacement = command.Kind == CommandKind.PlaceOrder;
        PutOrderId(isPlacement ? _placeId : _queryId, command.Order);
        if (isPlacement) Put("newOrderRespType"u8, "ACK"u8);
        if (command.Kind != CommandKind.CancelOrder)
        {
            PutFixed("price"u8, command.Price.Raw);
            PutFixed("quantity"u8, command.Quantity.Raw);
        }
        if (stampMs > 0) PutNumber("recvWindow"u8, options.ReceiveWindowMs);
        if (isPlacement)
        {
            if (command.ReduceOnly) Put("reduceOnly"u8, "true"u8);
            // Only the taker's mode counts, so every order carries one; an amend loses it.
            Put("selfTradePreventionMode"u8, "EXPIRE_TAKER"u8);
        }
        if (command.Kind != CommandKind.CancelOrder) Put("side"u8, command.Side == Side.Buy ? "BUY"u8 : "SELL"u8);
        PutText("symbol"u8, instrument.Symbol);
        if (isPlacement) Put("timeInForce"u8, ForceOf(command.TimeInForce));
        if (stampMs > 0) PutNumber("timestamp"u8, stampMs);
        if (isPlacement) Put("type"u8, "LIMIT"u8);
    }

    private static ReadOnlySpan<byte> ForceOf(TimeInForce force) => force switch
    {
        TimeInForce.PostOnly => "GTX"u8,
        TimeInForce.ImmediateOrCancel => "IOC"u8,
        _ => "GTC"u8,
    };

    private void PutOrderId(ReadOnlySpan<byte> name, ClientOrderId order)
    {
        PutName(name);
        ClientOrderIdText.TryFormat(_instance, order, _buffer.AsSpan(_length), out int written);
        _length += written;
    }

    private void PutFixed(ReadOnlySpan<byte> name, long raw)
    {
        PutName(name);
        FixedPoint.TryFormat(raw, _buffer.AsSpan(_length), out int written);
        _length += written;
    }

    private void PutNumber(ReadOnlySpan<byte> name, long value)
    {
        PutName(name);
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_length), out int written);
        _length += written;
    }

    private void PutText(ReadOnlySpan<byte> name, string text)
    {
        PutName(name);
        _length += Encoding.ASCII.GetBytes(text, _buffer.AsSpan(_length));
    }

    private void Put(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        PutName(name);
        value.CopyTo(_buffer.AsSpan(_length));
        _length += value.Length;
    }

    private void PutName(ReadOnlySpan<byte> name)
    {
        if (_length > 0) _buffer[_length++] = (byte)'&';
        name.CopyTo(_buffer.AsSpan(_length));
        _length += name.Length;
        _buffer[_length++] = (byte)'=';
    }
}

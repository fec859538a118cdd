using System.Buffers.Text;
using TradingAgent.Venues.Binance.Rest;

namespace TradingAgent.Venues.Binance.Trading;

/// <summary>
/// Wraps sorted parameters into a request of the order-entry stream, without allocation: text in quotes, the two whole
/// numbers bare. The signature covers the parameters as they were sorted. Not thread-safe.
/// </summary>
internal sealed class RequestFrame(BinanceSigner signer)
{
    private const int BytesMax = 2048;

    private readonly byte[] _buffer = new byte[BytesMax];
    private int _length;

    /// <param name="number">The request's id.</param>
    /// <param name="method">Such as order.place.</param>
    /// <param name="parameters">Sorted, joined by &amp;.</param>
    /// <param name="isSigned">False in a session that is logged on.</param>
    public ReadOnlySpan<byte> Write(
        long number, ReadOnlySpan<byte> method, ReadOnlySpan<byte> parameters, bool isSigned)
    {
        _length = 0;
        Put("{\"id\":"u8);
        Utf8Formatter.TryFormat(number, _buffer.AsSpan(_length), out int digits);
        _length += digits;
        Put(",\"method\":\""u8);
        Put(method);
        Put("\",\"params\":{"u8);
        PutParameters(parameters);
        if (isSigned)
        {
            Put(",\"signature\":\""u8);
            signer.Sign(parameters, _buffer.AsSpan(_length));
            _length += signer.SignatureLength;
            Put("\""u8);
        }
        Put("}}"u8);
        return _buffer.AsSpan(0, _length);
    }

    private void PutParameters(ReadOnlySpan<byte> parameters)
    {
        bool isFirst = true;
        while (parameters.Length > 0)
        {
            int end = parameters.IndexOf((byte)'&');
            ReadOnlySpan<byte> one = end < 0 ? parameters : parameters[..end];
            parameters = end < 0 ? default : parameters[(end + 1)..];
            int equals = one.IndexOf((byte)'=');
            ReadOnlySpan<byte> name = one[..equals];
            bool isNumber = name.SequenceEqual("timestamp"u8) || name.SequenceEqual("recvWindow"u8);
            Put(isFirst ? "\""u8 : ",\""u8);
            Put(name);
            Put(isNumber ? "\":"u8 : "\":\""u8);
            Put(one[(equals + 1)..]);
            if (!isNumber) Put("\""u8);
            isFirst = false;
        }
    }

    private void Put(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_buffer.AsSpan(_length));
        _length += text.Length;
    }
}

using System.Text.Json;

namespace TradingAgent.Venues.Binance.Market;

/// <content>
/// From bytes to rows: a quick road for frames as the venue writes them, and a general one for everything else. An
/// array's options are published as they are read; one that cannot be read spoils itself alone.
/// </content>
internal sealed partial class BinanceMarketProtocol
{
    private bool TryDecodePlain(ReadOnlySpan<byte> message, WireTime time)
    {
        var text = new CompactJson(message);
        if (!text.Take('{') || !text.TryName(out ReadOnlySpan<byte> name) || !name.SequenceEqual("stream"u8)
            || !text.TryString(out ReadOnlySpan<byte> stream) || !text.Take(',')
            || !text.TryName(out name) || !name.SequenceEqual("data"u8)) return false;
        switch (StreamNames.KindOf(stream))
        {
            case StreamKind.Top:
                var top = default(TopRow);
                if (!FlatObject.TryRead(ref text, ref top) || !text.Take('}')) return false;
                OnTop(in top, time);
                return true;
            case StreamKind.Depth:
                if (!_depth.TryRead(ref text) || !text.Take('}')) return false;
                OnDepth(time);
                return true;
            case StreamKind.Trade:
                var trade = default(TradeRow);
                if (!FlatObject.TryRead(ref text, ref trade) || !text.Take('}')) return false;
                OnTrade(in trade, time);
                return true;
            case StreamKind.Mark:
                var mark = new MarkRow();
                if (!FlatObject.TryRead(ref text, ref mark) || !text.Take('}')) return false;
                OnMark(in mark, time);
                return true;
            case StreamKind.OptionMarks:
                return TryDecodeMarks(message[text.Position..], time);
            default:
                return false;
        }
    }

    /// <summary>An array of options: true when it was dealt with, however odd some of them were.</summary>
    private bool TryDecodeMarks(ReadOnlySpan<byte> array, WireTime time)
    {
        if (array.Length < 2 || array[0] != '[') return false;
        _arrayAge?.OnData(time.WallMilliseconds);
        int at = 1;
        while (at < array.Length && array[at] == '{')
        {
            var text = new CompactJson(array[at..]);
            int begin = at;
            bool isPlain = TryDecodeMarks(ref text, time, out int read);
            at = begin + read;
            if (!isPlain) at += SkipMark(array[at..], time);
            if (at < array.Length && array[at] == ',') at++;
        }
        _publisher.Flush();
        return true;
    }

    /// <summary>Options from one place on, as long as they are plain.</summary>
    /// <param name="text">Stands on an opening brace.</param>
    /// <param name="time">Now.</param>
    /// <param name="read">Bytes up to the end of the last option that was read, and the comma behind it.</param>
    /// <returns>False when the next one is not plain.</returns>
    private bool TryDecodeMarks(ref CompactJson text, WireTime time, out int read)
    {
        do
        {
            read = text.Position;
            var row = new OptionMarkRow();
            if (!TryReadMark(ref text, ref row)) return false;
            OnOptionMark(in row, time);
        }
        while (text.Take(','));
        read = text.Position;
        return true;
    }

    private static bool TryReadMark(ref CompactJson text, ref OptionMarkRow row)
    {
        try
        {
            return FlatObject.TryRead(ref text, ref row);
        }
        catch (BadFrameException)
        {
            // The general reader says what is wrong with it.
            return false;
        }
    }

    /// <summary>One option that is not plain, by the general reader.</summary>
    /// <returns>Its length in bytes.</returns>
    private int SkipMark(ReadOnlySpan<byte> text, WireTime time)
    {
        GeneralFrames++;
        var reader = new Utf8JsonReader(text);
        reader.Read();
        Utf8JsonReader start = reader;
        reader.Skip();
        int length = (int)reader.BytesConsumed;
        try
        {
            var row = new OptionMarkRow();
            FlatObject.Read(ref start, ref row);
            OnOptionMark(in row, time);
        }
        catch (BadFrameException e)
        {
            OnBadFrame(text[..length], e.Message, time);
        }
        return length;
    }

    /// <summary>Any JSON. True when it was data.</summary>
    private bool Decode(ReadOnlySpan<byte> message, WireTime time, IWire wire)
    {
        GeneralFrames++;
        var reader = new Utf8JsonReader(message);
        reader.Read();
        StreamKind kind = StreamKind.Unknown;
        Utf8JsonReader data = reader;
        if (reader.TokenType == JsonTokenType.StartObject) FindBody(ref reader, ref data, ref kind);
        if (kind == StreamKind.Unknown) kind = KindOf(data);
        if (kind == StreamKind.Unknown)
        {
            OnAnswer(message);
            return false;
        }
        if (data.TokenType == JsonTokenType.StartArray)
        {
            while (data.Read() && data.TokenType == JsonTokenType.StartObject) ReadRow(ref data, kind, time);
            if (kind is StreamKind.OptionMarks or StreamKind.Indices) _arrayAge?.OnData(time.WallMilliseconds);
            _publisher.Flush();
        }
        else
        {
            ReadRow(ref data, kind, time);
        }
        wire.Ready();
        return true;
    }

    /// <summary>Unwraps «stream» and «data», in whichever order; a frame without them is its own body.</summary>
    private static void FindBody(ref Utf8JsonReader reader, ref Utf8JsonReader data, ref StreamKind kind)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isStream = reader.ValueTextEquals("stream"u8);
            bool isData = reader.ValueTextEquals("data"u8);
            VenueFrames.ToValue(ref reader);
            if (isStream) kind = StreamNames.KindOf(Utf8Fields.Text(ref reader));
            if (isData) data = reader;
            reader.Skip();
        }
    }

    /// <summary>The kind that the body itself names.</summary>
    private static StreamKind KindOf(Utf8JsonReader body)
    {
        if (body.TokenType == JsonTokenType.StartArray && !body.Read()) return StreamKind.Unknown;
        if (body.TokenType != JsonTokenType.StartObject) return StreamKind.Unknown;
        while (body.Read() && body.TokenType == JsonTokenType.PropertyName)
        {
            bool isName = body.ValueTextEquals("e"u8);
            VenueFrames.ToValue(ref body);
            if (isName) return StreamNames.KindOfEvent(Utf8Fields.Text(ref body));
            body.Skip();
        }
        return StreamKind.Unknown;
    }

    private void ReadRow(ref Utf8JsonReader data, StreamKind kind, WireTime time)
    {
        switch (kind)
        {
            case StreamKind.Top:
                var top = default(TopRow);
                FlatObject.Read(ref data, ref top);
                OnTop(in top, time);
                break;
            case StreamKind.Depth:
                _depth.Read(ref data);
                OnDepth(time);
                break;
            case StreamKind.Trade:
                var trade = default(TradeRow);
                FlatObject.Read(ref data, ref trade);
                OnTrade(in trade, time);
                break;
            case StreamKind.Mark:
                var mark = new MarkRow();
                FlatObject.Read(ref data, ref mark);
                OnMark(in mark, time);
                break;
            case StreamKind.Liquidation:
                ReadLiquidation(ref data, time);
                break;
            case StreamKind.OptionMarks:
                var option = new OptionMarkRow();
                FlatObject.Read(ref data, ref option);
                OnOptionMark(in option, time);
                break;
            default:
                var index = default(IndexRow);
                FlatObject.Read(ref data, ref index);
                OnIndex(in index, time);
                break;
        }
    }

    private void ReadLiquidation(ref Utf8JsonReader data, WireTime time)
    {
        VenueFrames.Expect(ref data, JsonTokenType.StartObject);
        while (data.Read() && data.TokenType == JsonTokenType.PropertyName)
        {
            bool isOrder = data.ValueTextEquals("o"u8);
            VenueFrames.ToValue(ref data);
            if (isOrder && data.TokenType == JsonTokenType.StartObject)
            {
                var row = default(LiquidationRow);
                FlatObject.Read(ref data, ref row);
                OnLiquidation(in row, time);
            }
            else data.Skip();
        }
    }

    private void OnAnswer(ReadOnlySpan<byte> message)
    {
        StreamAnswer answer = StreamAnswer.Read(message);
        if (_desk.OnAnswer(answer.Id, answer.IsRefused) is { } stream)
            LogRefused(_logger, _venue, _road, stream);
    }
}

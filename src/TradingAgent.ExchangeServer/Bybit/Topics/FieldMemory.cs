using System.Text.Json;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Bybit.Topics;

/// <summary>
/// The text of each field of a row as last published, to write all fields (snapshot) or only those whose text
/// changed (delta). Fields are visited in the same order each time. Nothing is allocated once every field was seen.
/// </summary>
internal sealed class FieldMemory(int fields)
{
    private const int TextMax = 48;

    private readonly byte[] _texts = new byte[fields * TextMax];
    private readonly int[] _lengths = new int[fields];
    private Utf8JsonWriter _json = null!;
    private bool _writesAll;
    private int _at;

    /// <summary>Fields written since <see cref="Begin"/>.</summary>
    public int Written { get; private set; }

    /// <summary>Starts a pass over the fields.</summary>
    public void Begin(Utf8JsonWriter json, bool writesAll)
    {
        _json = json;
        _writesAll = writesAll;
        _at = 0;
        Written = 0;
    }

    public void Field(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        Span<byte> known = _texts.AsSpan(_at * TextMax, TextMax);
        bool isSame = known[.._lengths[_at]].SequenceEqual(text);
        if (!isSame)
        {
            text.CopyTo(known);
            _lengths[_at] = text.Length;
        }
        _at++;
        if (isSame && !_writesAll) return;
        _json.WriteString(name, text);
        Written++;
    }

    public void Price(ReadOnlySpan<byte> name, Price price, int decimals)
    {
        Span<byte> text = stackalloc byte[TextMax];
        Field(name, text[..JsonText.Format(price.Raw, decimals, text)]);
    }

    public void Quantity(ReadOnlySpan<byte> name, Quantity quantity, int decimals)
    {
        Span<byte> text = stackalloc byte[TextMax];
        Field(name, text[..JsonText.Format(quantity.Raw, decimals, text)]);
    }

    public void Figure(ReadOnlySpan<byte> name, double value, int decimals)
    {
        Span<byte> text = stackalloc byte[TextMax];
        Field(name, text[..JsonText.FormatFigure(value, decimals, text)]);
    }

    public void Decimal(ReadOnlySpan<byte> name, decimal value, int decimals)
    {
        Span<byte> text = stackalloc byte[TextMax];
        decimal.Round(value, decimals).TryFormat(text, out int written, "0.############");
        Field(name, text[..written]);
    }

    public void Whole(ReadOnlySpan<byte> name, long value)
    {
        Span<byte> text = stackalloc byte[TextMax];
        value.TryFormat(text, out int written);
        Field(name, text[..written]);
    }
}

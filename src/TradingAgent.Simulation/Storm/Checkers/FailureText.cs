using System.Runtime.CompilerServices;
using System.Text;

namespace TradingAgent.Simulation.Storm.Checkers;

/// <summary>An interpolated text that is put together only when a judgement fails: most never do.</summary>
[InterpolatedStringHandler]
internal readonly ref struct FailureText
{
    private readonly StringBuilder? _text;

    public FailureText(int literalLength, int formattedCount, bool holds, out bool isWanted)
    {
        isWanted = !holds;
        _text = holds ? null : new StringBuilder(literalLength + (16 * formattedCount));
    }

    public void AppendLiteral(string literal) => _text!.Append(literal);

    public void AppendFormatted<T>(T value) => _text!.Append(value);

    public void AppendFormatted<T>(T value, string format)
        where T : IFormattable =>
        _text!.Append(value.ToString(format, System.Globalization.CultureInfo.InvariantCulture));

    public override string ToString() => _text?.ToString() ?? "";
}

using System.Text;
using CsCheck;
using Xunit;

namespace TradingAgent.UnitTests.Domain;

public sealed class FixedPointTests
{
    [Fact]
    public void Parsing_what_was_formatted_gives_the_same_number() => Gen.Long.Sample(
        raw => raw == long.MinValue || Parse(FixedPoint.ToText(raw)) == raw, iter: 20_000);

    [Fact]
    public void Text_decimal_and_back_agree() => Gen.Long[-9_000_000_000_000_000, 9_000_000_000_000_000].Sample(
        raw => FixedPoint.FromDecimal(FixedPoint.ToDecimal(raw)) == raw
            && decimal.Parse(FixedPoint.ToText(raw), System.Globalization.CultureInfo.InvariantCulture)
                == FixedPoint.ToDecimal(raw), iter: 5_000);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("0.00000001", 1)]
    [InlineData("-0.00000001", -1)]
    [InlineData("1", 100_000_000)]
    [InlineData("+1.5", 150_000_000)]
    [InlineData(".5", 50_000_000)]
    [InlineData("5.", 500_000_000)]
    [InlineData("007", 700_000_000)]
    [InlineData("1.100000000000000000000000000000", 110_000_000)]
    [InlineData("0E-8", 0)]
    [InlineData("0e+999", 0)]
    [InlineData("1E-8", 1)]
    [InlineData("1.5e3", 150_000_000_000)]
    [InlineData("10e-9", 1)]
    [InlineData("12.50E-1", 125_000_000)]
    [InlineData("92233720368.54775807", long.MaxValue)]
    [InlineData("-92233720368.54775807", -long.MaxValue)]
    public void Numbers_that_fit_are_read(string text, long raw) => Assert.Equal(raw, Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("+.")]
    [InlineData("1,5")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1.2.3")]
    [InlineData("--1")]
    [InlineData("1e")]
    [InlineData("1e-")]
    [InlineData("1e1e1")]
    [InlineData("e5")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("0x10")]
    [InlineData("0.000000001")]
    [InlineData("1E-9")]
    [InlineData("92233720368.54775808")]
    [InlineData("1e30")]
    [InlineData("99999999999999999999999")]
    public void Anything_else_is_refused_and_gives_zero(string text)
    {
        Assert.False(FixedPoint.TryParse(Encoding.ASCII.GetBytes(text), out long raw));
        Assert.Equal(0, raw);
    }

    [Fact]
    public void Random_bytes_never_throw() => Gen.Byte[32, 127].Array[0, 24].Sample(bytes =>
    {
        bool ok = FixedPoint.TryParse(bytes, out long raw);
        return ok || raw == 0;
    }, iter: 20_000);

    [Fact]
    public void The_smallest_number_is_written_whole()
    {
        Assert.Equal("-92233720368.54775808", FixedPoint.ToText(long.MinValue));
        Assert.Equal(-92233720368.54775808m, FixedPoint.ToDecimal(long.MinValue));
    }

    [Fact]
    public void A_destination_too_short_is_refused()
    {
        Assert.False(FixedPoint.TryFormat(123, new byte[9], out int written));
        Assert.Equal(0, written);
        Assert.True(FixedPoint.TryFormat(123, new byte[10], out written));
        Assert.Equal(10, written);
    }

    [Fact]
    public void Products_are_exact() => Gen.Select(Gen.Int, Gen.Int).Sample(
        (a, b) => FixedPoint.Multiply(a, b) == FixedPoint.ToDecimal(a) * FixedPoint.ToDecimal(b), iter: 5_000);

    [Fact]
    public void Rounding_a_decimal_is_half_to_even()
    {
        Assert.Equal(0, FixedPoint.FromDecimal(0.000000005m));
        Assert.Equal(2, FixedPoint.FromDecimal(0.000000015m));
        Assert.Throws<OverflowException>(() => FixedPoint.FromDecimal(92_233_720_369m));
    }

    private static long Parse(string text)
    {
        Assert.True(FixedPoint.TryParse(Encoding.ASCII.GetBytes(text), out long raw), text);
        return raw;
    }
}

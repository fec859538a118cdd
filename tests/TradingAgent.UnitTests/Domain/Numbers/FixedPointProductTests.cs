using Xunit;

namespace TradingAgent.UnitTests.Domain.Numbers;

public sealed class FixedPointProductTests
{
    [Theory]
    [InlineData("0.01", "99000", "990")]
    [InlineData("100", "99000", "9900000")]
    [InlineData("0.00000001", "0.00000001", "0.0000000000000001")]
    [InlineData("-2.5", "104000.5", "-260001.25")]
    [InlineData("90000000000", "3", "270000000000")]
    [InlineData("90000000000", "-90000000000", "-8100000000000000000000")]
    public void A_product_is_exact_whatever_its_size(string left, string right, string expected)
    {
        Assert.True(FixedPoint.TryParse(System.Text.Encoding.ASCII.GetBytes(left), out long leftRaw));
        Assert.True(FixedPoint.TryParse(System.Text.Encoding.ASCII.GetBytes(right), out long rightRaw));
        decimal value = decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(value, FixedPoint.Multiply(leftRaw, rightRaw));
    }
}

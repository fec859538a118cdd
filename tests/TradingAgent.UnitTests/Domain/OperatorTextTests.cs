using Xunit;

namespace TradingAgent.UnitTests.Domain;

/// <summary>Words inside an event.</summary>
public sealed class OperatorTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("margin call settled", "margin call settled")]
    [InlineData("ünïcödé", "ünïcödé")]
    public void Words_come_back_as_they_went(string words, string back) =>
        Assert.Equal(back, OperatorText.From(words).ToString());

    [Fact]
    public void What_does_not_fit_is_cut_at_a_whole_character()
    {
        Assert.Equal(new string('a', OperatorText.BytesMax), OperatorText.From(new string('a', 90)).ToString());
        Assert.Equal(new string('é', 28), OperatorText.From(new string('é', 90)).ToString());
        Assert.Equal("aé", OperatorName.From("aé" + '\0').ToString());
        Assert.Equal(new string('€', 5), OperatorName.From(new string('€', 9)).ToString());
    }
}

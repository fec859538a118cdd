using System.Text;
using CsCheck;
using Xunit;

namespace TradingAgent.UnitTests.Domain;

public sealed class ClientOrderIdTextTests
{
    [Fact]
    public void What_is_written_is_read_back_and_follows_the_grammar() =>
        Gen.Select(Gen.UInt, Gen.UInt[1, uint.MaxValue]).Sample((epoch, counter) =>
        {
            var id = new ClientOrderId(epoch, counter);
            Span<byte> text = stackalloc byte[ClientOrderIdText.LengthMax];
            Assert.True(ClientOrderIdText.TryFormat("a1z9"u8, id, text, out int written));
            Assert.Matches("^ta[a-z0-9]{1,4}-[0-9]+-[0-9]+$", Encoding.ASCII.GetString(text[..written]));
            Assert.True(ClientOrderIdText.TryParse("a1z9"u8, text[..written], out ClientOrderId read));
            return read == id && written <= 36;
        }, iter: 5_000);

    [Fact]
    public void The_longest_text_fits_and_a_shorter_buffer_is_refused()
    {
        var id = new ClientOrderId(uint.MaxValue, uint.MaxValue);
        Assert.True(ClientOrderIdText.TryFormat("abcd"u8, id, new byte[ClientOrderIdText.LengthMax], out int written));
        Assert.Equal(ClientOrderIdText.LengthMax, written);
        Assert.False(ClientOrderIdText.TryFormat("abcd"u8, id, new byte[ClientOrderIdText.LengthMax - 1], out written));
        Assert.Equal(0, written);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ta")]
    [InlineData("taa1-1-0")]
    [InlineData("taa1-1-")]
    [InlineData("taa1--1")]
    [InlineData("taa1-1")]
    [InlineData("taa1-1-1x")]
    [InlineData("tab1-1-1")]
    [InlineData("taa12-1-1")]
    [InlineData("xxa1-1-1")]
    [InlineData("taa1-4294967296-1")]
    [InlineData("taa1--1-1")]
    [InlineData("somebody-else")]
    public void Other_texts_are_a_strangers(string text) =>
        Assert.False(ClientOrderIdText.TryParse("a1"u8, Encoding.ASCII.GetBytes(text), out _));

    [Theory]
    [InlineData("a", true)]
    [InlineData("ab12", true)]
    [InlineData("", false)]
    [InlineData("abcde", false)]
    [InlineData("A", false)]
    [InlineData("a-b", false)]
    public void Instances_are_one_to_four_small_letters_or_digits(string text, bool ok) =>
        Assert.Equal(ok, ClientOrderIdText.IsInstance(Encoding.ASCII.GetBytes(text)));
}

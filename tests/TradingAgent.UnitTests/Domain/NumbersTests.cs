using Xunit;

namespace TradingAgent.UnitTests.Domain;

public sealed class NumbersTests
{
    [Fact]
    public void Sums_that_do_not_fit_throw()
    {
        Assert.Throws<OverflowException>(() => new Price(long.MaxValue) + new Price(1));
        Assert.Throws<OverflowException>(() => new Price(long.MinValue) - new Price(1));
        Assert.Throws<OverflowException>(() => new Quantity(long.MaxValue) + new Quantity(1));
        Assert.Throws<OverflowException>(() => new Quantity(long.MinValue) - new Quantity(1));
        Assert.Throws<OverflowException>(() => new NetQuantity(long.MaxValue) + new NetQuantity(1));
        Assert.Throws<OverflowException>(() => -new NetQuantity(long.MinValue));
        Assert.Throws<OverflowException>(() => new Timestamp(long.MaxValue) + new Duration(1));
        Assert.Throws<OverflowException>(() => Duration.FromMilliseconds(long.MaxValue));
    }

    [Fact]
    public void A_quantity_has_no_sign_but_a_position_has()
    {
        Assert.False(Quantity.TryParse("-1"u8, out Quantity quantity));
        Assert.True(quantity.IsZero);
        Assert.True(NetQuantity.TryParse("-1"u8, out NetQuantity position));
        Assert.Equal(Quantity.From(1), position.Magnitude);
        Assert.Equal(NetQuantity.From(-2), NetQuantity.Of(Side.Sell, Quantity.From(2)));
        Assert.Equal(NetQuantity.From(2), NetQuantity.Of(Side.Buy, Quantity.From(2)));
    }

    [Fact]
    public void Comparisons_follow_the_value()
    {
        Assert.True(Price.From(1) < Price.From(2) && Price.From(2) >= Price.From(2));
        Assert.True(Quantity.From(1) <= Quantity.From(1) && Quantity.From(3) > Quantity.From(2));
        Assert.True(NetQuantity.From(-1) < NetQuantity.Zero);
        Assert.True(Price.From(1).CompareTo(Price.From(2)) < 0);
    }

    [Fact]
    public void Money_of_two_currencies_does_not_add()
    {
        var dollars = new Money(1.5m, CurrencyId.Usd);
        Assert.Equal(new Money(2m, CurrencyId.Usd), dollars + new Money(0.5m, CurrencyId.Usd));
        Assert.Throws<InvalidOperationException>(() => dollars + new Money(1, CurrencyId.Btc));
        Assert.Equal("1.5 USD", dollars.ToString());
    }

    [Fact]
    public void Currencies_are_found_by_their_exact_code_only()
    {
        Assert.True(CurrencyId.TryFind("USDT"u8, out CurrencyId found));
        Assert.Equal(CurrencyId.Usdt, found);
        Assert.True(CurrencyId.TryFind("BTC", out found));
        Assert.Equal(CurrencyId.Btc, found);
        Assert.False(CurrencyId.TryFind("usdt"u8, out found));
        Assert.False(CurrencyId.TryFind(""u8, out found));
        Assert.False(CurrencyId.TryFind("", out found));
        Assert.False(CurrencyId.TryFind("NOCOIN", out found));
        Assert.True(found.IsNone);
        Assert.True(CurrencyId.Usdc.IsDollarLike && !CurrencyId.Eth.IsDollarLike);
        Assert.Equal(UnderlyingId.Of(CurrencyId.Btc).Index, CurrencyId.Btc.Index);
    }

    [Fact]
    public void Execution_ids_tell_texts_apart_and_are_stable()
    {
        var seen = new HashSet<ExecutionId>();
        for (int i = 0; i < 10_000; i++)
            Assert.True(seen.Add(ExecutionId.Of(System.Text.Encoding.ASCII.GetBytes($"{i}"))));
        Assert.Equal(
            ExecutionId.Of("0a1b2c3d-0000-1111-2222-333344445555"u8),
            ExecutionId.Of("0a1b2c3d-0000-1111-2222-333344445555"u8));
        Assert.False(ExecutionId.Of(""u8).IsNone);
    }
}

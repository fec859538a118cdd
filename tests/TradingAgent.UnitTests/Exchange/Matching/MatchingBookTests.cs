using TradingAgent.Exchange.MarketSources.Generated;
using TradingAgent.Exchange.Matching;
using Xunit;

namespace TradingAgent.UnitTests.Exchange.Matching;

public sealed class MatchingBookTests
{
    [Fact]
    public void Random_operations_leave_the_book_a_naive_sorted_list_would_leave()
    {
        for (ulong seed = 1; seed <= 150; seed++) Compare(seed, operations: 400);
    }

    [Fact]
    public void Orders_at_one_price_trade_in_order_of_arrival()
    {
        var book = new MatchingBook();
        book.Add(Side.Buy, 100, 5, account: 1, order: 1);
        book.Add(Side.Buy, 101, 5, account: 1, order: 2);
        book.Add(Side.Buy, 101, 5, account: 2, order: 3);

        Assert.Equal(2, book.OrderOf(book.Front(Side.Buy)));
        book.Remove(book.Front(Side.Buy));
        Assert.Equal(3, book.OrderOf(book.Front(Side.Buy)));
        book.Reduce(book.Front(Side.Buy), 5);
        Assert.Equal(1, book.OrderOf(book.Front(Side.Buy)));
    }

    [Fact]
    public void A_partial_fill_keeps_the_place()
    {
        var book = new MatchingBook();
        int first = book.Add(Side.Sell, 100, 5, account: 1, order: 1);
        book.Add(Side.Sell, 100, 5, account: 1, order: 2);
        book.Reduce(first, 3);

        Assert.Equal(1, book.OrderOf(book.Front(Side.Sell)));
        Assert.Equal(7, book.QuantityAt(Side.Sell, 100));
        Assert.Equal(0, book.QuantityWithin(Side.Sell, 99));
    }

    private static void Compare(ulong seed, int operations)
    {
        var chance = new Chance(seed);
        var book = new MatchingBook();
        var oracle = new NaiveBook();
        for (long order = 1; order <= operations; order++)
        {
            Side side = chance.Below(2) == 0 ? Side.Buy : Side.Sell;
            switch (chance.Below(5))
            {
                case 0 or 1 or 2:
                    long price = 100 + chance.Below(12);
                    long quantity = 1 + chance.Below(20);
                    oracle.Add(side, price, quantity, order, book.Add(side, price, quantity, account: 1, order));
                    break;
                case 3:
                    if (oracle.Pick(chance, out NaiveBook.Row row)) Reduce(book, oracle, row, 1 + chance.Below(25));
                    break;
                default:
                    if (oracle.Front(side, out NaiveBook.Row front)) Reduce(book, oracle, front, 1 + chance.Below(25));
                    break;
            }
            Check(book, oracle, Side.Buy, seed);
            Check(book, oracle, Side.Sell, seed);
        }
    }

    private static void Reduce(MatchingBook book, NaiveBook oracle, NaiveBook.Row row, long by)
    {
        book.Reduce(row.Handle, by);
        oracle.Reduce(row, by);
    }

    private static void Check(MatchingBook book, NaiveBook oracle, Side side, ulong seed)
    {
        string expected = oracle.Front(side, out NaiveBook.Row row) ? $"{row.Order} {row.Price} {row.Quantity}" : "";
        int front = book.Front(side);
        string actual = front == 0 ? "" : $"{book.OrderOf(front)} {book.PriceOf(front)} {book.QuantityOf(front)}";
        Assert.True(expected == actual, $"seed {seed}, {side}: expected '{expected}', found '{actual}'");
        var levels = new BookLevel[32];
        int count = book.CopyLevels(side, levels);
        Assert.Equal(
            oracle.Levels(side),
            levels.Take(count).Select(level => (level.Price.Raw, level.Quantity.Raw)).ToArray());
    }
}

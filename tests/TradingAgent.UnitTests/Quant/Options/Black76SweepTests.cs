using TradingAgent.Quant.Maths;
using TradingAgent.Quant.Options;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Options;

public sealed class Black76SweepTests
{
    private const ulong RecordedDigest = 6864370259197653264;
    private static readonly double[] Factors = [0.84, 0.92, 0.96, 0.98, 1, 1.02, 1.04, 1.08, 1.16];
    private static readonly double[] Logs = [.. Factors.Select(Elementary.Log)];

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.5)]
    [InlineData(1e-7)]
    [InlineData(0)]
    public void A_sweep_is_the_sum_of_every_leg_priced_alone_at_every_forward(double years)
    {
        for (int count = 0; count <= 13; count++)
        {
            Book book = Book.Invent(count, (ulong)(70 + count));
            double[] values = new double[Factors.Length];
            Assert.Equal(0, Sweep(book, 60_000, years, values));
            for (int j = 0; j < Factors.Length; j++)
            {
                double expected = 0, size = 0;
                for (int i = 0; i < count; i++)
                {
                    expected += book.Held[i] * Black76.Evaluate(
                        book.Sides[i] > 0, 60_000 * Factors[j], book.Strikes[i], years, book.Sigmas[i]).Price;
                    size += Math.Abs(book.Held[i]);
                }
                Assert.Equal(expected, values[j], 1e-14 * 60_000 * (1 + size));
            }
        }
    }

    [Fact]
    public void Legs_far_from_the_money_and_without_volatility_are_priced_as_well()
    {
        double[] values = new double[Factors.Length];
        Assert.Equal(0, Black76Sweep.Evaluate(
            100, 0.01, Factors, Logs, [1, 1e4, 100, 90, 100], [0.5, 0.5, 0, 1e-3, 30], [1, -1, 1, -1, 1],
            [1, 1, 1, 1, 1], values));
        for (int j = 0; j < Factors.Length; j++)
        {
            double at = 100 * Factors[j];
            double expected = Black76.Evaluate(true, at, 1, 0.01, 0.5).Price
                + Black76.Evaluate(false, at, 1e4, 0.01, 0.5).Price + Math.Max(0, at - 100)
                + Black76.Evaluate(false, at, 90, 0.01, 1e-3).Price + Black76.Evaluate(true, at, 100, 0.01, 30).Price;
            Assert.Equal(expected, values[j], 1e-10);
        }
    }

    [Fact]
    public void A_refused_leg_counts_as_nothing_and_is_counted_at_every_forward()
    {
        double[] values = new double[Factors.Length];
        double[] alone = new double[Factors.Length];
        Black76Sweep.Evaluate(100, 0.1, Factors, Logs, [110], [0.5], [1], [2], alone);
        int refused = Black76Sweep.Evaluate(
            100, 0.1, Factors, Logs, [110, 0, 110, 110, double.NaN], [0.5, 0.5, -1, 0.5, 0.5], [1, 1, 1, 0.5, 1],
            [2, 1, 1, 1, 1], values);
        Assert.Equal(4 * Factors.Length, refused);
        Assert.Equal(alone, values);
        foreach (double forward in new[] { double.NaN, 0, -5, double.PositiveInfinity, 1e200 })
        {
            Assert.Equal(
                Factors.Length, Black76Sweep.Evaluate(forward, 0.1, Factors, Logs, [1], [0.5], [1], [3], values));
            Assert.All(values, value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void Columns_of_unequal_length_are_refused() => Assert.Throws<ArgumentException>(() =>
        Black76Sweep.Evaluate(100, 0.1, Factors, Logs, [110, 120], [0.5], [1, 1], [1, 1], new double[Factors.Length]));

    /// <summary>Recorded on one machine and held on all, with and without vector hardware.</summary>
    [Fact]
    public void The_bits_are_the_recorded_ones()
    {
        ulong digest = 14695981039346656037UL;
        double[] values = new double[Factors.Length];
        for (int round = 0; round < 50; round++)
        {
            Sweep(Book.Invent(3 + round, (ulong)round), 60_000, 0.001 * round, values);
            foreach (double value in values)
                digest = (digest ^ BitConverter.DoubleToUInt64Bits(value)) * 1099511628211UL;
        }
        Assert.Equal(RecordedDigest, digest);
    }

    private static int Sweep(Book book, double forward, double years, double[] values) => Black76Sweep.Evaluate(
        forward, years, Factors, Logs, book.Strikes, book.Sigmas, book.Sides, book.Held, values);

    private sealed record Book(double[] Strikes, double[] Sigmas, double[] Sides, double[] Held)
    {
        public static Book Invent(int count, ulong seed)
        {
            var random = new TestKit.Engine.SeededRandom(seed);
            var book = new Book(new double[count], new double[count], new double[count], new double[count]);
            for (int i = 0; i < count; i++)
            {
                book.Strikes[i] = 20_000 + (1000 * random.Below(100));
                book.Sigmas[i] = 0.05 + (random.Below(1000) / 700.0);
                book.Sides[i] = random.Below(2) == 0 ? 1 : -1;
                book.Held[i] = (random.Below(41) - 20) / 4.0;
            }
            return book;
        }
    }
}

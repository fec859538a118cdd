using System.Diagnostics;
using TradingAgent.Quant.Options;
using TradingAgent.UnitTests.Allocation;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Options;

public sealed class Black76BatchTests
{
    private const ulong RecordedDigest = 5570274628815989074;

    [Fact]
    public void A_leg_has_the_same_bits_alone_and_anywhere_in_any_batch()
    {
        var book = Book.Invent(257, 3);
        var alone = new Outcome(book.Count);
        for (var i = 0; i < book.Count; i++)
            alone.Copy(i, book.Pick([i]).Value(), 0);

        var random = new Random(4);
        for (var round = 0; round < 300; round++)
        {
            var order = Enumerable.Range(0, book.Count).OrderBy(_ => random.Next()).Take(random.Next(0, 70)).ToArray();
            var together = book.Pick(order).Value();
            for (var i = 0; i < order.Length; i++)
                Assert.Equal(alone.Bits(order[i]), together.Bits(i));
        }
    }

    [Fact]
    public void A_shared_forward_gives_the_bits_of_a_forward_for_each_leg()
    {
        var book = Book.Invent(103, 5);
        Array.Fill(book.Forward, 60000.25);
        Array.Fill(book.Time, 0.021);
        var each = book.Value();
        var shared = new Outcome(book.Count);
        var refused = Black76Batch.Evaluate(60000.25, 0.021, book.Strike, book.Sigma, book.Side, shared.Columns);
        Assert.Equal(each.Refused, refused);
        for (var i = 0; i < book.Count; i++)
            Assert.Equal(each.Bits(i), shared.Bits(i));
    }

    [Fact]
    public void The_batch_has_the_bits_of_the_single_option()
    {
        var book = Book.Invent(301, 7);
        var batch = book.Value();
        for (var i = 0; i < book.Count; i++)
        {
            var g = Black76.Evaluate(
                book.Side[i] > 0, book.Forward[i], book.Strike[i], book.Time[i], book.Sigma[i]);
            double[] one = [g.Price, g.Delta, g.Gamma, g.VegaPerPoint, g.ThetaPerDay, (double)g.Status];
            Assert.Equal(one.Select(BitConverter.DoubleToInt64Bits), batch.Bits(i));
        }
    }

    [Fact]
    public void Refused_lanes_are_counted_named_and_leave_the_others_alone()
    {
        double[] forward = [100, -1, 100, 100, double.NaN, 100, 100];
        double[] strike = [110, 110, 0, 110, 110, 110, 110];
        double[] time = [0.1, 0.1, 0.1, -0.1, 0.1, 0, 0.1];
        double[] sigma = [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5];
        double[] side = [1, 1, 1, 1, 1, -1, 0.5];
        var result = new Outcome(7);
        Assert.Equal(5, Black76Batch.Evaluate(forward, time, strike, sigma, side, result.Columns));
        Assert.Equal(
            [
                PricingStatus.Ok, PricingStatus.ForwardNotPositive, PricingStatus.StrikeNotPositive,
                PricingStatus.TimeNegative, PricingStatus.NotFinite, PricingStatus.AtExpiry, PricingStatus.SideUnknown,
            ],
            result.Status);
        Assert.Equal(Black76.Evaluate(true, 100, 110, 0.1, 0.5).Price, result.Price[0]);
        Assert.Equal(10, result.Price[5]);
        Assert.All(result.Price.Concat(result.Delta), value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void Columns_of_unequal_length_are_refused()
    {
        var room = new Outcome(3);
        Assert.Throws<ArgumentException>(
            () => Black76Batch.Evaluate(1, 1, new double[3], new double[2], new double[3], room.Columns));
        Assert.Throws<ArgumentException>(
            () => Black76Batch.Evaluate(1, 1, new double[4], new double[4], new double[4], room.Columns));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var book = Book.Invent(101, 9);
        var result = new Outcome(book.Count);
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var i = 0; i < 50; i++)
            {
                Black76Batch.Evaluate(60000 + i, 0.02, book.Strike, book.Sigma, book.Side, result.Columns);
                Black76Batch.Evaluate(book.Forward, book.Time, book.Strike, book.Sigma, book.Side, result.Columns);
                Black76.Evaluate(true, 60000 + i, 61000, 0.02, 0.6);
                ImpliedVolatility.Solve(true, 60000 + i, 61000, 0.02, 1500);
                InverseOption.Evaluate(true, 60000 + i, 61000, 0.02, 0.6);
            }
        }));
    }

    /// <summary>The recorded digest is the same on every machine; a change of it is a change of the formulas.</summary>
    [Fact]
    public void The_bits_are_the_recorded_ones() => Assert.Equal(RecordedDigest, Digest());

    [Theory]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task The_bits_are_the_recorded_ones_without_vector_hardware(string variable)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "TradingAgent.UnitTests"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("-method");
        start.ArgumentList.Add(typeof(Black76BatchTests).FullName + "." + nameof(The_bits_are_the_recorded_ones));
        start.Environment[variable] = "0";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output + await errors);
        Assert.Contains("Total: 1", output, StringComparison.Ordinal);
    }

    private static ulong Digest()
    {
        var book = Book.Invent(1000, 11);
        var result = book.Value();
        var hash = 14695981039346656037UL;
        for (var i = 0; i < book.Count; i++)
        {
            var implied = ImpliedVolatility.Solve(
                book.Side[i] > 0, book.Forward[i], book.Strike[i], book.Time[i], result.Price[i]);
            foreach (var bits in result.Bits(i).Append(BitConverter.DoubleToInt64Bits(implied.Sigma)))
                hash = unchecked((hash ^ (ulong)bits) * 1099511628211UL);
        }

        return hash;
    }

    /// <summary>Invented legs from the money to beyond the fast domain, some of them refused.</summary>
    private sealed class Book(int count)
    {
        public int Count { get; } = count;

        public double[] Forward { get; } = new double[count];

        public double[] Strike { get; } = new double[count];

        public double[] Time { get; } = new double[count];

        public double[] Sigma { get; } = new double[count];

        public double[] Side { get; } = new double[count];

        public static Book Invent(int count, ulong seed)
        {
            var state = seed;
            double Next()
            {
                state = unchecked((state * 6364136223846793005UL) + 1442695040888963407UL);
                return (state >> 11) * (1.0 / (1UL << 53));
            }

            var book = new Book(count);
            for (var i = 0; i < count; i++)
            {
                book.Forward[i] = 50000 + (20000 * Next());
                book.Strike[i] = book.Forward[i] * (0.4 + (1.4 * Next()));
                book.Time[i] = (i % 7 == 0 ? 0.0001 : 0.3) * Next();
                book.Sigma[i] = 0.05 + (1.5 * Next());
                book.Side[i] = Next() < 0.5 ? 1 : -1;
                if (i % 41 == 40)
                    book.Sigma[i] = i % 2 == 0 ? 0 : -1;
            }

            return book;
        }

        public Book Pick(int[] order)
        {
            var picked = new Book(order.Length);
            for (var i = 0; i < order.Length; i++)
            {
                picked.Forward[i] = Forward[order[i]];
                picked.Strike[i] = Strike[order[i]];
                picked.Time[i] = Time[order[i]];
                picked.Sigma[i] = Sigma[order[i]];
                picked.Side[i] = Side[order[i]];
            }

            return picked;
        }

        public Outcome Value()
        {
            var outcome = new Outcome(Count);
            outcome.Refused = Black76Batch.Evaluate(Forward, Time, Strike, Sigma, Side, outcome.Columns);
            return outcome;
        }
    }

    private sealed class Outcome(int count)
    {
        public double[] Price { get; } = new double[count];

        public double[] Delta { get; } = new double[count];

        public double[] Gamma { get; } = new double[count];

        public double[] Vega { get; } = new double[count];

        public double[] Theta { get; } = new double[count];

        public PricingStatus[] Status { get; } = new PricingStatus[count];

        public int Refused { get; set; }

        public OptionColumns Columns => new()
        {
            Price = Price,
            Delta = Delta,
            Gamma = Gamma,
            VegaPerPoint = Vega,
            ThetaPerDay = Theta,
            Status = Status,
        };

        public long[] Bits(int i) =>
        [
            .. new[] { Price[i], Delta[i], Gamma[i], Vega[i], Theta[i], (double)Status[i] }
                .Select(BitConverter.DoubleToInt64Bits),
        ];

        public void Copy(int to, Outcome from, int at)
        {
            Price[to] = from.Price[at];
            Delta[to] = from.Delta[at];
            Gamma[to] = from.Gamma[at];
            Vega[to] = from.Vega[at];
            Theta[to] = from.Theta[at];
            Status[to] = from.Status[at];
        }
    }
}

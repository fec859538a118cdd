using BenchmarkDotNet.Attributes;
using TradingAgent.Quant.Options;

namespace TradingAgent.Benchmarks.Quant;

/// <summary>
/// Time for one option. Marks: batch 20 ns for price and four Greeks, implied volatility 400 ns, 0 bytes.
/// </summary>
[MemoryDiagnoser]
public class PricingBenchmarks
{
    private readonly OptionBook _book = new();

    /// <summary>A new forward for one expiry: price, delta, gamma, vega and theta of every leg.</summary>
    [Benchmark(OperationsPerInvoke = OptionBook.Count)]
    public int BatchOfOneExpiry() => Black76Batch.Evaluate(
        OptionBook.Forward, OptionBook.YearFraction, _book.Strikes, _book.Sigmas, _book.Sides, _book.Results);

    /// <summary>The same with a forward and a time for each leg.</summary>
    [Benchmark(OperationsPerInvoke = OptionBook.Count)]
    public int BatchOfMixedExpiries() => Black76Batch.Evaluate(
        _book.Forwards, _book.YearFractions, _book.Strikes, _book.Sigmas, _book.Sides, _book.Results);

    /// <summary>One by one, with all ten figures.</summary>
    [Benchmark(OperationsPerInvoke = OptionBook.Count)]
    public double OneByOne()
    {
        var sum = 0.0;
        for (var i = 0; i < OptionBook.Count; i++)
        {
            sum += Black76.Evaluate(
                _book.Sides[i] > 0, OptionBook.Forward, _book.Strikes[i], OptionBook.YearFraction,
                _book.Sigmas[i]).Price;
        }

        return sum;
    }

    /// <summary>Volatilities of out-of-the-money prices.</summary>
    [Benchmark(OperationsPerInvoke = OptionBook.Count)]
    public double ImpliedVolatilities()
    {
        var sum = 0.0;
        for (var i = 0; i < OptionBook.Count; i++)
        {
            sum += ImpliedVolatility.Solve(
                _book.Sides[i] > 0, OptionBook.Forward, _book.Strikes[i], OptionBook.YearFraction,
                _book.Prices[i]).Sigma;
        }

        return sum;
    }
}

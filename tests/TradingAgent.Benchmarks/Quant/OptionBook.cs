using TradingAgent.Quant.Options;

namespace TradingAgent.Benchmarks.Quant;

/// <summary>An invented book of 1,000 options of one expiry, strikes from half to twice the forward.</summary>
internal sealed class OptionBook
{
    public const int Count = 1000;
    public const double Forward = 60000;
    public const double YearFraction = 0.05;

    private readonly double[][] _results = [.. Enumerable.Range(0, 5).Select(_ => new double[Count])];
    private readonly PricingStatus[] _status = new PricingStatus[Count];

    public OptionBook()
    {
        var random = new Random(1);
        for (var i = 0; i < Count; i++)
        {
            Strikes[i] = Forward * Math.Pow(2, (2 * random.NextDouble()) - 1);
            Sigmas[i] = 0.3 + random.NextDouble();
            Sides[i] = Strikes[i] > Forward ? 1 : -1;
            Prices[i] = Black76.Evaluate(Sides[i] > 0, Forward, Strikes[i], YearFraction, Sigmas[i]).Price;
        }

        Array.Fill(Forwards, Forward);
        Array.Fill(YearFractions, YearFraction);
    }

    public double[] Forwards { get; } = new double[Count];

    public double[] YearFractions { get; } = new double[Count];

    public double[] Strikes { get; } = new double[Count];

    public double[] Sigmas { get; } = new double[Count];

    public double[] Sides { get; } = new double[Count];

    public double[] Prices { get; } = new double[Count];

    public OptionColumns Results => new()
    {
        Price = _results[0],
        Delta = _results[1],
        Gamma = _results[2],
        VegaPerPoint = _results[3],
        ThetaPerDay = _results[4],
        Status = _status,
    };
}

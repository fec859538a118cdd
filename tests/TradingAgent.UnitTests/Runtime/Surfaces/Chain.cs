using TradingAgent.Domain.Instruments;
using TradingAgent.Quant.Surface;
using TradingAgent.Runtime.Surfaces;
using TradingAgent.TestKit.Engine;

namespace TradingAgent.UnitTests.Runtime.Surfaces;

/// <summary>An expiry with calls and puts every 4,000 from 60,000 to 140,000 around a forward of 100,000.</summary>
internal sealed class Chain
{
    public const double Forward = 100_000;

    public Chain(int days, int firstId = 1)
    {
        Days = days;
        Expiry = SmallMarket.Start + Duration.FromSeconds(days * 86_400L);
        for (decimal strike = 60_000; strike <= 140_000; strike += 4_000)
        {
            foreach (OptionSide side in new[] { OptionSide.Call, OptionSide.Put })
            {
                InstrumentTerms terms =
                    SmallMarket.Option(ContractKind.LinearOption, CurrencyId.Btc, strike, side, Expiry);
                Options.Add(new Instrument(new InstrumentId(firstId++), $"BTC-{days}-{strike}-{side}", terms));
            }
        }
    }

    public int Days { get; }

    public Timestamp Expiry { get; }

    public List<Instrument> Options { get; } = [];

    /// <summary>A smile of about 50 % in the middle, in total variance of this expiry.</summary>
    public SviSlice Truth(double level = 1)
    {
        double years = Days / 365.0;
        double root = Math.Sqrt(years);
        return new SviSlice(0.15 * years * level, 0.25 * root * level, -0.2, 0.02 * root, 0.4 * root);
    }

    /// <summary>What the venue says of an option when the smile is so, bid and ask a point apart, with noise.</summary>
    public OptionTick Tick(Instrument option, in SviSlice smile, Timestamp at, double noise = 0)
    {
        double k = Math.Log(option.Terms.Strike.ToDouble() / Forward);
        double volatility = smile.ImpliedVolatility(k, (Expiry - at).Seconds / (365 * 86_400)).Value + noise;
        return new OptionTick(at, Forward, volatility - 0.005, volatility + 0.005, volatility);
    }

    /// <summary>Takes every option's ticker and fits.</summary>
    public SurfaceFitted Fit(
        ExpirySmile smile, in SviSlice truth, Timestamp now, Func<double>? noise = null, ExpirySmile? earlier = null,
        ExpirySmile? later = null)
    {
        smile.Begin(now);
        foreach (Instrument option in Options)
            smile.Add(option.Terms, Tick(option, truth, now, noise?.Invoke() ?? 0), now);
        return smile.Fit(now, earlier, later);
    }
}

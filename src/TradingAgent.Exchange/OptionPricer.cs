using TradingAgent.Exchange.Listings;
using TradingAgent.Quant.Maths;
using TradingAgent.Quant.Options;

namespace TradingAgent.Exchange;

/// <summary>Marks, Greeks and implied volatilities of listed options, in the venue's conventions.</summary>
internal static class OptionPricer
{
    private const long DayNanoseconds = 86_400_000_000_000;
    private const int IterationsMax = 40;
    private const double VolatilityMax = 10;

    /// <summary>Sets mark and Greeks from forward and volatility.</summary>
    public static void Mark(InstrumentSlot slot, Timestamp now)
    {
        OptionGreeks value = Value(slot, slot.Volatility, now);
        if (!value.Status.HasValue()) return;
        double settle = slot.Terms.IsInverse ? slot.Forward : 1;
        slot.Mark = value.Price / settle;
        slot.Greeks = Published(slot, value, now);
    }

    /// <summary>The volatility at which the option is worth this price in its settle coin; 0 when there is none.</summary>
    public static double VolatilityOf(InstrumentSlot slot, double price, Timestamp now)
    {
        if (!slot.Terms.IsOption || price <= 0 || slot.Forward <= 0) return 0;
        double target = slot.Terms.IsInverse ? price * slot.Forward : price;
        double low = 0;
        double high = VolatilityMax;
        double volatility = slot.Volatility > 0 ? slot.Volatility : 0.5;
        for (int i = 0; i < IterationsMax; i++)
        {
            OptionGreeks value = Value(slot, volatility, now);
            if (!value.Status.HasValue()) return 0;
            double error = value.Price - target;
            if (Math.Abs(error) <= 1e-9 * target) return volatility;
            if (error > 0) high = volatility;
            else low = volatility;
            double slope = value.VegaPerPoint * 100;
            double next = slope > 1e-12 ? volatility - (error / slope) : 0;
            if (next <= low || next >= high) next = (low + high) / 2;
            if (Math.Abs(next - volatility) < 1e-9) break;
            volatility = next;
        }
        return volatility is > 1e-6 and < VolatilityMax - 1e-6 ? volatility : 0;
    }

    private static OptionGreeks Value(InstrumentSlot slot, double volatility, Timestamp now) => Black76.Evaluate(
        slot.Terms.OptionSide == OptionSide.Call,
        slot.Forward,
        slot.Terms.Strike.ToDouble(),
        YearFraction.FromNanoseconds((slot.Terms.Expiry - now).Nanoseconds),
        volatility);

    private static VenueGreeks Published(InstrumentSlot slot, in OptionGreeks value, Timestamp now)
    {
        double days = Math.Max(0, (slot.Terms.Expiry - now).Nanoseconds) / (double)DayNanoseconds;
        double scale = Math.Min(days, 1);
        return new VenueGreeks(value.Delta, value.Gamma * scale, value.VegaPerPoint, value.ThetaPerDay * scale);
    }
}

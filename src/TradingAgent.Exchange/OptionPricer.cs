using TradingAgent.Exchange.Listings;
using TradingAgent.Quant.Maths;
using TradingAgent.Quant.Options;

namespace TradingAgent.Exchange;

/// <summary>Marks, Greeks and implied volatilities of listed options, in the venue's conventions.</summary>
internal static class OptionPricer
{
    private const long DayNanoseconds = 86_400_000_000_000;

    /// <summary>Sets mark and Greeks from forward and volatility.</summary>
    public static void Mark(InstrumentSlot slot, Timestamp now)
    {
        OptionGreeks value = Value(slot, slot.Volatility, now);
        if (!value.Status.HasValue()) return;
        double settle = slot.Terms.IsInverse ? slot.Forward : 1;
        slot.Mark = value.Price / settle;
        slot.Greeks = Published(slot, value, now);
    }

    /// <summary>Worth in the settle coin at a volatility; not a number when it cannot be said.</summary>
    public static double WorthAt(InstrumentSlot slot, double volatility, Timestamp now)
    {
        OptionGreeks value = Value(slot, volatility, now);
        if (!value.Status.HasValue()) return double.NaN;
        return slot.Terms.IsInverse ? value.Price / slot.Forward : value.Price;
    }

    /// <summary>
    /// The volatility at which the option is worth this price in its settle coin; 0 when there is none.
    /// </summary>
    public static double VolatilityOf(InstrumentSlot slot, double price, Timestamp now)
    {
        if (!slot.Terms.IsOption || price <= 0 || slot.Forward <= 0) return 0;
        ImpliedVolatilityResult result = ImpliedVolatility.Solve(
            slot.Terms.OptionSide == OptionSide.Call,
            slot.Forward,
            slot.Terms.Strike.ToDouble(),
            Years(slot, now),
            price: slot.Terms.IsInverse ? price * slot.Forward : price);
        return result.HasValue ? result.Sigma : 0;
    }

    private static OptionGreeks Value(InstrumentSlot slot, double volatility, Timestamp now) => Black76.Evaluate(
        slot.Terms.OptionSide == OptionSide.Call,
        slot.Forward,
        slot.Terms.Strike.ToDouble(),
        Years(slot, now),
        volatility);

    private static double Years(InstrumentSlot slot, Timestamp now) =>
        YearFraction.FromNanoseconds((slot.Terms.Expiry - now).Nanoseconds);

    private static VenueGreeks Published(InstrumentSlot slot, in OptionGreeks value, Timestamp now)
    {
        double days = Math.Max(0, (slot.Terms.Expiry - now).Nanoseconds) / (double)DayNanoseconds;
        double scale = Math.Min(days, 1);
        return new VenueGreeks(value.Delta, value.Gamma * scale, value.VegaPerPoint, value.ThetaPerDay * scale);
    }
}

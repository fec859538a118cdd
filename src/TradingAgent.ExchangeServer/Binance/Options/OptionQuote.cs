using TradingAgent.Exchange;
using TradingAgent.Exchange.Listings;
using TradingAgent.Quant.Maths;
using TradingAgent.Quant.Options;

namespace TradingAgent.ExchangeServer.Binance.Options;

/// <summary>
/// An option's mark as the venue publishes it: plain Black-Scholes without interest on <see cref="Index"/>, whole
/// Greeks to the last minute (per 1 coin, volatility point and day).
/// </summary>
/// <param name="Ticker">The exchange's figures.</param>
/// <param name="Delta">Of one contract.</param>
/// <param name="Gamma">Per USD.</param>
/// <param name="Vega">Per volatility point.</param>
/// <param name="Theta">Per calendar day.</param>
/// <param name="High">Highest price to buy at.</param>
/// <param name="Low">Lowest price to sell at.</param>
internal readonly record struct OptionQuote(
    TickerSnapshot Ticker, double Delta, double Gamma, double Vega, double Theta, Price High, Price Low)
{
    /// <summary>
    /// What the option is priced on. The exchange gives every expiry a forward of its own, where the venue shows the
    /// spot index; with the forward in its place the formula reproduces mark and Greeks to the last digit.
    /// </summary>
    public double Index => Ticker.UnderlyingPrice;

    public static OptionQuote Of(ExchangeView view, ListedInstrument instrument, Timestamp now)
    {
        view.Exchange.ReadTicker(instrument.Id, out TickerSnapshot ticker);
        (Price high, Price low) = view.Exchange.PriceBand(instrument.Id);
        OptionGreeks greeks = Black76.Evaluate(
            instrument.Terms.OptionSide == OptionSide.Call,
            ticker.UnderlyingPrice,
            instrument.Terms.Strike.ToDouble(),
            YearFraction.FromNanoseconds((instrument.Terms.Expiry - now).Nanoseconds),
            ticker.MarkVolatility);
        return new OptionQuote(
            ticker, greeks.Delta, greeks.Gamma, greeks.VegaPerPoint, greeks.ThetaPerDay, high, low);
    }
}

using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Market;

/// <summary>
/// What each currency is worth in dollars, as far as the venue says: coins from index prices, stablecoins from the
/// wallet's own valuation. A stablecoin the venue did not value has no rate; one is never assumed. Thread-safe.
/// </summary>
internal sealed class CurrencyRates(VenueId venue, IEventSink events)
{
    private static readonly Duration Interval = Duration.FromSeconds(1);

    private readonly double[] _usdPerUnit = new double[CurrencyId.Capacity];
    private readonly Timestamp[] _publishedAt = new Timestamp[CurrencyId.Capacity];
    private readonly Lock _gate = new();

    /// <summary>The last known rate; 0 when unknown.</summary>
    public double UsdPer(CurrencyId currency)
    {
        if (currency == CurrencyId.Usd) return 1;
        lock (_gate) return _usdPerUnit[currency.Index];
    }

    /// <summary>An index price of a coin in its quote currency; at most one event a second and coin.</summary>
    public void OnIndex(CurrencyId coin, CurrencyId quote, Price index, Timestamp now)
    {
        if (index.IsZero || coin.IsDollarLike) return;
        lock (_gate)
        {
            if (!_publishedAt[coin.Index].IsNone && now - _publishedAt[coin.Index] < Interval) return;
            double quoteInUsd = quote == CurrencyId.Usd ? 1 : _usdPerUnit[quote.Index];
            if (quoteInUsd > 0) Publish(coin, index.ToDouble() * quoteInUsd, now);
        }
    }

    /// <summary>The wallet's valuation of one coin.</summary>
    public void OnWallet(CurrencyId currency, long equityRaw, double usdValue, Timestamp now)
    {
        // Below a thousandth of a unit the two roundings at the eighth decimal would show in the rate.
        if (!currency.IsDollarLike || currency == CurrencyId.Usd || Math.Abs(equityRaw) < FixedPoint.Scale / 1000)
            return;
        OnRate(currency, usdValue / FixedPoint.ToDouble(equityRaw), now);
    }

    /// <summary>A dollar-like coin's rate as the venue says it.</summary>
    public void OnRate(CurrencyId currency, double usdPerUnit, Timestamp now)
    {
        if (!currency.IsDollarLike || currency == CurrencyId.Usd || !double.IsFinite(usdPerUnit) || usdPerUnit <= 0)
            return;
        lock (_gate) Publish(currency, usdPerUnit, now);
    }

    private void Publish(CurrencyId currency, double usdPerUnit, Timestamp now)
    {
        _usdPerUnit[currency.Index] = usdPerUnit;
        _publishedAt[currency.Index] = now;
        EngineEvent change = VenueEvent.Of(EventKind.CurrencyRateChanged, venue, InstrumentId.None, now);
        change.CurrencyRate = new CurrencyRateChanged(currency, usdPerUnit);
        events.Publish(in change);
    }
}

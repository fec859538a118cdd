using System.Diagnostics.Metrics;
using TradingAgent.Engine;
using TradingAgent.Runtime.Pipeline;

namespace TradingAgent.Host.Observability.Metrics;

/// <summary>Greeks, target and band of each underlying; one without a price shows nothing.</summary>
internal static class UnderlyingMetrics
{
    public static void Add(Meter meter, StatusBoard board, IReadOnlyList<string> coins)
    {
        Gauge("delta_coins", "Delta held, coins.", risk => risk.Delta);
        Gauge("smile_delta_coins", "Part of the delta that comes from fitted smiles, coins.", risk => risk.SmileDelta);
        Gauge("gamma_coins_per_usd", "Gamma, coins of delta per USD of price.", risk => risk.Gamma);
        Gauge("vega_usd_per_vol_point", "Vega, USD per 0.01 of volatility.", risk => risk.VegaPerVolPoint);
        Gauge("theta_usd_per_day", "Theta, USD per day.", risk => risk.ThetaPerDay);
        Gauge("target_delta_coins", "Delta wanted, coins.", risk => risk.Target);
        Gauge("band_inner_coins", "Half width within which nothing is traded, coins.", risk => risk.Band);
        Gauge("band_outer_coins", "Half width that the delta is to stay within, coins.", risk => risk.OuterBand);
        Gauge("spot_usd", "Reference price, USD.", risk => risk.Spot);
        Gauge("option_value_usd", "Value of the option legs, USD.", risk => risk.OptionValueUsd);
        Gauge("legs", "Legs counted.", risk => risk.Legs);
        Gauge("legs_not_good", "Legs whose Greeks are stale, the venue's alone, or missing.",
            risk => risk.LegsNotGood);

        void Gauge(string name, string what, Func<EngineStatus.UnderlyingStatus, double> read) =>
            meter.CreateObservableGauge($"trading_agent.{name}", () => Known(board, coins, read), null, what);
    }

    private static IEnumerable<Measurement<double>> Known(
        StatusBoard board, IReadOnlyList<string> coins, Func<EngineStatus.UnderlyingStatus, double> read)
    {
        foreach (string coin in coins)
        {
            if (!CurrencyId.TryFind(coin, out CurrencyId currency)) continue;
            EngineStatus.UnderlyingStatus risk = board[UnderlyingId.Of(currency)];
            double value = risk.Spot > 0 ? read(risk) : double.NaN;
            if (double.IsFinite(value))
                yield return new Measurement<double>(value, new KeyValuePair<string, object?>("underlying", coin));
        }
    }
}

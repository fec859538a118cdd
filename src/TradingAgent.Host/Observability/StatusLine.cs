using System.Globalization;
using Microsoft.Extensions.Logging;
using TradingAgent.Engine;
using TradingAgent.Engine.Kernel;
using TradingAgent.Runtime.Pipeline;

namespace TradingAgent.Host.Observability;

/// <summary>The account and each underlying in two short lines, for somebody who looks now and then.</summary>
internal sealed partial class StatusLine(
    ILogger log, EngineStage engine, SessionTally tally, IReadOnlyList<string> coins)
{
    public void Write()
    {
        EngineStatus account = engine.Status.Account;
        LatencyHistogram greeks = engine.TickToGreeks;
        Account(
            account.EquityUsd, account.PnlUsd, account.DayPnlUsd, account.FeesUsd, engine.OpenOrders, tally.Fills,
            Share(tally.MakerShare), greeks.QuantileMicroseconds(0.5), greeks.QuantileMicroseconds(0.99), account.Mode);
        foreach (string coin in coins)
        {
            if (!CurrencyId.TryFind(coin, out CurrencyId currency)) continue;
            EngineStatus.UnderlyingStatus risk = engine.Status[UnderlyingId.Of(currency)];
            if (risk.Spot > 0)
            {
                Risk(
                    coin, risk.Delta, risk.Target, risk.Band, risk.OuterBand, risk.Gamma, risk.VegaPerVolPoint,
                    risk.ThetaPerDay, risk.Legs, risk.LegsNotGood, risk.Spot);
            }
        }
    }

    /// <summary>Before the first fill there is nothing to take a share of.</summary>
    internal static string Share(double share) => double.IsNaN(share)
        ? "not measured" : string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %");

    [LoggerMessage(LogEvents.Status, LogLevel.Information,
        "Status   equity {Equity:0} USD, P&L {Pnl:+0.00;-0.00;0} (day {DayPnl:+0.00;-0.00;0}), fees {Fees:0.00}, " +
        "{Orders} orders, {Fills} fills, maker {MakerShare}, tick to Greeks p50 {P50:0} p99 {P99:0} us, {Mode}")]
    private partial void Account(
        double equity, double pnl, double dayPnl, double fees, int orders, long fills, string makerShare, double p50,
        double p99, TradingMode mode);

    [LoggerMessage(LogEvents.Risk, LogLevel.Information,
        "Risk     {Underlying} delta {Delta:+0.0000;-0.0000} target {Target:0.####} " +
        "band {Band:0.####}/{OuterBand:0.####}, gamma {Gamma:0.000000}, vega {Vega:0.0}, theta {Theta:0.0}, " +
        "{Legs} legs ({NotGood} not good), spot {Spot:0.0}")]
    private partial void Risk(
        string underlying, double delta, double target, double band, double outerBand, double gamma, double vega,
        double theta, int legs, int notGood, double spot);
}

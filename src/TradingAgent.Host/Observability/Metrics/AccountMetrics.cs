using System.Diagnostics.Metrics;
using TradingAgent.Engine;
using TradingAgent.Engine.Kernel;
using TradingAgent.Runtime.Pipeline;

namespace TradingAgent.Host.Observability.Metrics;

/// <summary>The account as a whole: money, mode, orders. What is not known is left out, never zero.</summary>
internal static class AccountMetrics
{
    public static void Add(Meter meter, StatusBoard board, SessionTally tally)
    {
        Gauge("equity_usd", "Wallets, open P&L of futures and value of options, USD.", status => status.EquityUsd);
        Gauge("pnl_usd", "P&L since the engine began, fees and funding included, USD.", status => status.PnlUsd);
        Gauge("day_pnl_usd", "P&L of this UTC day, USD.", status => status.DayPnlUsd);
        Gauge("realised_pnl_usd", "Realised since the engine began, fees not taken off, USD.",
            status => status.RealisedUsd);
        Gauge("fees_usd", "Fees paid since the engine began, USD; a rebate lowers it.", status => status.FeesUsd);
        Gauge("drawdown_usd", "Fall of the P&L from its peak, USD.", status => status.DrawdownUsd);
        Gauge("mode", "Trading mode: 0 normal, 1 passive, 2 reduce only, 3 flatten, 4 halted.",
            status => (int)status.Mode);
        Gauge("orders_open", "Orders of ours that may be at a venue.", status => status.LiveOrders);
        Gauge("orders_unknown", "Orders whose outcome is not known now.", status => status.UnknownOrders);
        meter.CreateObservableGauge(
            "trading_agent.maker_ratio", () => Known(tally.MakerShare), null,
            "Of what was filled in this run, the share that rested.");
        Counter("greeks_updates", "Events after which some underlying's Greeks were recomputed.",
            () => board.Account.GreeksUpdates);
        Counter("limit_breaches", "Limits found breached since the engine began.",
            () => board.Account.LimitBreaches);
        Counter("orders_placed", "Orders placed in this run.", () => tally.OrdersPlaced);
        Counter("orders_amended", "Orders amended in this run.", () => tally.OrdersAmended);
        Counter("orders_rejected", "Orders that a venue rejected in this run.", () => tally.OrdersRejected);
        Counter("orders_lost_sight_of", "Orders whose outcome was ever unknown in this run.",
            () => tally.UnknownOrders);
        Counter("fills", "Fills booked in this run.", () => tally.Fills);

        void Gauge(string name, string what, Func<EngineStatus, double> read) =>
            meter.CreateObservableGauge($"trading_agent.{name}", () => Known(board.Account, read), null, what);

        void Counter(string name, string what, Func<long> read) =>
            meter.CreateObservableCounter($"trading_agent.{name}", read, null, what);
    }

    private static Measurement<double>[] Known(EngineStatus status, Func<EngineStatus, double> read) =>
        status.At.IsNone ? [] : Known(read(status));

    private static Measurement<double>[] Known(double value) =>
        double.IsFinite(value) ? [new Measurement<double>(value)] : [];
}

using TradingAgent.Engine;
using TradingAgent.Engine.Kernel;
using TradingAgent.Runtime.Live;
using TradingAgent.Runtime.Reports;

namespace TradingAgent.Host.Observability;

/// <summary>From the stopped engine to the session report.</summary>
internal static class SessionReportMapper
{
    /// <param name="environment">Where it traded.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="engine">The engine; its thread has ended.</param>
    /// <param name="runtime">Its latencies, and how the venues' clocks stood.</param>
    /// <param name="coins">The underlyings of the scope.</param>
    /// <param name="checks">What each venue says of positions.</param>
    public static SessionReport Map(
        string environment, double seconds, TradingEngine engine, LiveRuntime runtime, IReadOnlyList<string> coins,
        IReadOnlyDictionary<VenueId, PositionCheck> checks)
    {
        var check = PositionCheck.Join([.. checks.Values]);
        EngineStatus status = engine.Status();
        SessionTally tally = engine.Tally;
        BandTally sum = Sum(tally, coins);
        IReadOnlyDictionary<string, BandReport> bands =
            coins.ToDictionary(coin => coin, coin => Band(engine, tally, coin));
        return new SessionReport
        {
            Environment = environment,
            Seconds = Math.Round(seconds, 3),
            GreeksUpdates = status.GreeksUpdates,
            Fills = tally.Fills,
            MakerShare = BandReport.Known(tally.MakerShare),
            InBandShare = BandReport.Share(sum.SecondsInside, sum.SecondsTotal),
            InBandShareUnhedged = BandReport.Share(sum.SecondsInsideUnhedged, sum.SecondsTotal),
            // The widest band of all: the figure is there to show that no band is wide enough to be kept by itself.
            BandOverDeltaSd = bands.Values.Max(band => band.BandOverDeltaSd),
            MaxAbsDeltaOutsideBand = bands.Values.Max(band => band.MaxAbsDeltaOutsideBand),
            OrdersPlaced = tally.OrdersPlaced,
            OrdersAmended = tally.OrdersAmended,
            OrdersRejected = tally.OrdersRejected,
            UnknownOrders = tally.UnknownOrders,
            UnknownAtEnd = status.UnknownOrders,
            PositionsCompared = check.Compared,
            PositionsMatchVenue = check.Match,
            LimitBreaches = status.LimitBreaches,
            RealisedPnl = Math.Round(status.RealisedUsd, 4),
            Fees = Math.Round(status.FeesUsd, 4),
            TickToGreeksMicros = LatencyReport.Of(runtime.Engine.TickToGreeks),
            TickToOrderMicros = LatencyReport.Of(runtime.Dispatcher.TickToOrder),
            StateHash = $"{engine.StateHash():x16}",
            Commands = engine.CommandCount,
            Underlyings = bands,
            Venues = checks.ToDictionary(
                pair => pair.Key.ToString(),
                pair => VenueReport.Of(tally, pair.Key, coins, pair.Value, runtime.Timings[pair.Key])),
        };
    }

    private static BandTally Sum(SessionTally tally, IReadOnlyList<string> coins)
    {
        BandTally sum = default;
        foreach (string coin in coins)
        {
            if (!CurrencyId.TryFind(coin, out CurrencyId currency)) continue;
            ref readonly BandTally band = ref tally.Band(UnderlyingId.Of(currency));
            sum.SecondsInside += band.SecondsInside;
            sum.SecondsInsideUnhedged += band.SecondsInsideUnhedged;
            sum.SecondsTotal += band.SecondsTotal;
        }
        return sum;
    }

    private static BandReport Band(TradingEngine engine, SessionTally tally, string coin)
    {
        if (!CurrencyId.TryFind(coin, out CurrencyId currency)) return BandReport.Of(default);
        var underlying = UnderlyingId.Of(currency);
        return BandReport.Of(in tally.Band(underlying)) with { Policies = PolicyContribution.Of(engine, underlying) };
    }
}

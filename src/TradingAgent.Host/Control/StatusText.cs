using System.Text.Json.Nodes;
using TradingAgent.Engine;
using TradingAgent.Host.Verbs;
using TradingAgent.Runtime.Live;

namespace TradingAgent.Host.Control;

/// <summary>The state of a running agent, for an operator: in lines, and as figures.</summary>
internal static class StatusText
{
    public static ControlReply Of(LiveRuntime runtime, IReadOnlyList<string> coins)
    {
        EngineStatus account = runtime.Status.Account;
        List<string> lines = [Head(runtime, account), .. Money(account), .. Breaches(account)];
        JsonObject figures = Figures(runtime, account);
        var underlyings = new JsonObject();
        foreach (string coin in coins)
        {
            if (!CurrencyId.TryFind(coin, out CurrencyId currency)) continue;
            EngineStatus.UnderlyingStatus at = runtime.Status[UnderlyingId.Of(currency)];
            lines.Add(
                $"{coin,-6} {at.Mode}, delta {at.Delta:+0.####;-0.####;0} target {at.Target:0.####} " +
                $"band {at.Band:0.####}/{at.OuterBand:0.####}, day {at.DayPnlUsd:+0.00;-0.00;0} USD, " +
                $"{at.Legs} legs ({at.LegsNotGood} not good), spot {at.Spot:0.##}");
            underlyings[coin] = new JsonObject
            {
                ["mode"] = at.Mode.ToString(),
                ["delta"] = at.Delta,
                ["target"] = at.Target,
                ["band"] = at.Band,
                ["outerBand"] = at.OuterBand,
                ["dayPnlUsd"] = at.DayPnlUsd,
                ["legs"] = at.Legs,
                ["legsNotGood"] = at.LegsNotGood,
                ["spot"] = at.Spot,
            };
        }
        figures["underlyings"] = underlyings;
        figures["venues"] = Venues(runtime.Timings, lines);
        figures["missingVenues"] = Missing(runtime.Missing, lines);
        return new ControlReply { Exit = ExitCode.Ok, Lines = lines, Figures = figures };
    }

    /// <summary>Those that have not answered in this run.</summary>
    private static JsonArray Missing(VenueSet missing, List<string> lines)
    {
        var names = new JsonArray();
        for (byte i = 1; i < VenueId.Capacity; i++)
        {
            var venue = new VenueId(i);
            if (!missing.Contains(venue)) continue;
            lines.Add(
                $"{venue}: MISSING, it does not answer and is tried again. What an earlier run knew to be held there " +
                "counts; where none knew, nothing is traded");
            names.Add(venue.ToString());
        }
        return names;
    }

    /// <summary>Those whose clock was measured.</summary>
    private static JsonObject Venues(VenueTimings timings, List<string> lines)
    {
        var venues = new JsonObject();
        for (byte i = 1; i < VenueId.Capacity; i++)
        {
            var venue = new VenueId(i);
            VenueTiming timing = timings[venue];
            if (!double.IsFinite(timing.OffsetSeconds)) continue;
            string age = double.IsFinite(timing.AgeSeconds)
                ? $"messages {timing.AgeSeconds * 1e3:0.0} ms old, lately {timing.AgeWorstSeconds * 1e3:0.0} at worst"
                : "no messages yet";
            lines.Add(
                $"{venue}: its clock is {timing.OffsetSeconds * 1e3:+0.0;-0.0;0} ms from ours " +
                $"(asked in {timing.RoundTripSeconds * 1e3:0.0} ms), {age}");
            venues[venue.ToString()] = new JsonObject
            {
                ["clockOffsetMs"] = timing.OffsetSeconds * 1e3,
                ["clockRoundTripMs"] = timing.RoundTripSeconds * 1e3,
                ["messageAgeMs"] = Known(timing.AgeSeconds * 1e3),
                ["messageAgeWorstMs"] = Known(timing.AgeWorstSeconds * 1e3),
            };
        }
        return venues;
    }

    private static string Head(LiveRuntime runtime, in EngineStatus account) =>
        $"{account.Mode}{(account.IsDraining ? ", draining" : "")}, run {runtime.Epoch}, event {account.Sequence} " +
        $"at {account.At}, {account.LiveOrders} orders ({account.UnknownOrders} unknown)";

    private static IEnumerable<string> Money(EngineStatus account)
    {
        LimitFigures limits = account.Limits;
        yield return $"Equity {account.EquityUsd:0.00} USD, the venue counts {limits.VenueEquityUsd:0.00}; " +
            $"it was {limits.DayEquityUsd:0.00} when the day began";
        yield return Loss(
            "day", account.DayPnlUsd, limits.DayStartPnlUsd, account.PnlUsd, limits.DayLossMaxUsd, limits.DayLossShare);
        yield return Loss(
            "24 h", account.RollingPnlUsd, limits.RollingStartPnlUsd, account.PnlUsd, limits.RollingLossMaxUsd,
            limits.RollingLossShare);
        yield return Loss(
            "peak", -account.DrawdownUsd, limits.PeakPnlUsd, account.PnlUsd, limits.DrawdownMaxUsd,
            limits.DrawdownShare);
        yield return $"Margin ratio {limits.MarginRatio:0.####}, distance to liquidation " +
            $"{limits.LiquidationDistance:0.####} of the price; fees {account.FeesUsd:0.00} USD";
    }

    /// <summary>A loss with what explains it: from which P&amp;L to which, and the limit.</summary>
    private static string Loss(string window, double change, double from, double now, double limit, double share) =>
        $"P&L {window,-5} {change,12:+0.00;-0.00;0} USD, from {from:0.00} to {now:0.00}, limit {limit:0.##}; " +
        $"{-share:+0.00 %;-0.00 %;0 %} of equity";

    private static IEnumerable<string> Breaches(EngineStatus account)
    {
        BreachList breaches = account.Breaches;
        for (int i = 0; i < Math.Min(breaches.Count, BreachList.Told); i++)
        {
            Breach breach = breaches[i];
            string scope = breach.Underlying.IsNone ? "everything" : breach.Underlying.ToString();
            yield return $"Breach {breach.Limit} of {scope} since {breach.Since}: {breach.Measured:0.####} against " +
                $"{breach.Bound:0.####}, {breach.Mode}; trading-agent resume {breach.Limit}";
        }
        if (breaches.Count > BreachList.Told) yield return $"and {breaches.Count - BreachList.Told} more breaches";
    }

    private static JsonObject Figures(LiveRuntime runtime, EngineStatus account)
    {
        LimitFigures limits = account.Limits;
        var breaches = new JsonArray();
        for (int i = 0; i < Math.Min(account.Breaches.Count, BreachList.Told); i++)
        {
            Breach breach = account.Breaches[i];
            breaches.Add(new JsonObject
            {
                ["limit"] = breach.Limit.ToString(),
                ["mode"] = breach.Mode.ToString(),
                ["underlying"] = breach.Underlying.IsNone ? null : breach.Underlying.ToString(),
                ["measured"] = breach.Measured,
                ["bound"] = breach.Bound,
                ["since"] = breach.Since.ToString(),
            });
        }
        return new JsonObject
        {
            ["mode"] = account.Mode.ToString(),
            ["draining"] = account.IsDraining,
            ["epoch"] = runtime.Epoch,
            ["sequence"] = account.Sequence,
            ["at"] = account.At.ToString(),
            ["orders"] = account.LiveOrders,
            ["unknownOrders"] = account.UnknownOrders,
            ["equityUsd"] = account.EquityUsd,
            ["venueEquityUsd"] = Known(limits.VenueEquityUsd),
            ["pnlUsd"] = account.PnlUsd,
            ["dayPnlUsd"] = account.DayPnlUsd,
            ["rollingPnlUsd"] = account.RollingPnlUsd,
            ["drawdownUsd"] = account.DrawdownUsd,
            ["dayStartPnlUsd"] = limits.DayStartPnlUsd,
            ["rollingStartPnlUsd"] = limits.RollingStartPnlUsd,
            ["peakPnlUsd"] = limits.PeakPnlUsd,
            ["dayEquityUsd"] = limits.DayEquityUsd,
            ["dayLossShare"] = limits.DayLossShare,
            ["drawdownShare"] = limits.DrawdownShare,
            ["rollingLossShare"] = limits.RollingLossShare,
            ["marginRatio"] = Known(limits.MarginRatio),
            ["liquidationDistance"] = Known(limits.LiquidationDistance),
            ["breaches"] = breaches,
        };
    }

    /// <summary>JSON has no word for what nobody told.</summary>
    private static JsonNode? Known(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}

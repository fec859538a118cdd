using System.Diagnostics.Metrics;
using TradingAgent.Runtime.Live;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Host.Observability.Metrics;

/// <summary>
/// Each connection to a venue, its clock and how late it comes, and what the venue says of the account's margin.
/// </summary>
internal static class StreamMetrics
{
    public static void Add(Meter meter, IReadOnlyList<IVenue> venues, VenueTimings timings)
    {
        Counter("stream_messages", "Messages received, heartbeats included.", stream => stream.Messages);
        Counter("stream_reconnects", "Sockets opened after the first.", stream => Math.Max(0, stream.Opened - 1));
        Counter("stream_resyncs", "Gaps after which state was asked for anew.", stream => stream.Resyncs);
        meter.CreateObservableGauge(
            "trading_agent.stream_data_age", () => Streams(venues, stream => stream.DataAgeSeconds), "s",
            "Since the last message with data; absent while the stream is down.");
        meter.CreateObservableGauge(
            "trading_agent.stream_connected",
            () => Streams(venues, stream => double.IsNaN(stream.DataAgeSeconds) ? 0 : 1), null,
            "1 while a socket is open.");
        meter.CreateObservableCounter(
            "trading_agent.frames_quarantined", () => venues.Select(venue => new Measurement<long>(
                venue.Figures.QuarantinedFrames, Of(venue))), null, "Frames that could not be read.");
        Timing("venue_clock_offset", "The venue's clock less ours, as measured last.", timing => timing.OffsetSeconds);
        Timing("venue_clock_round_trip", "Of the question that measured the clock: the offset may be half of it wrong.",
            timing => timing.RoundTripSeconds);
        Timing("message_age", "Of the last quote or trade when received, by the venue's stamp and clock.",
            timing => timing.AgeSeconds);
        Timing("message_age_worst", "The largest of the last ten to twenty seconds.",
            timing => timing.AgeWorstSeconds);
        Margin("margin_initial_usd", "Margin bound by positions and orders, as the venue says, USD.",
            margin => margin.InitialUsd);
        Margin("margin_maintenance_usd", "Margin below which the venue liquidates, as it says, USD.",
            margin => margin.MaintenanceUsd);
        Margin("margin_balance_usd", "What counts as margin, as the venue says, USD.", margin => margin.BalanceUsd);

        void Counter(string name, string what, Func<StreamFigures, long> read) => meter.CreateObservableCounter(
            $"trading_agent.{name}", () => Streams(venues, read), null, what);

        void Timing(string name, string what, Func<VenueTiming, double> read) => meter.CreateObservableGauge(
            $"trading_agent.{name}", () => Known(venues, venue => read(timings[venue.Id])), "s", what);

        void Margin(string name, string what, Func<MarginFigures, double> read) => meter.CreateObservableGauge(
            $"trading_agent.{name}", () => Known(venues, venue => read(venue.Figures.Margin)), null, what);
    }

    private static IEnumerable<Measurement<T>> Streams<T>(
        IReadOnlyList<IVenue> venues, Func<StreamFigures, T> read) where T : struct
    {
        foreach (IVenue venue in venues)
        {
            foreach (StreamFigures stream in venue.Figures.Streams)
            {
                T value = read(stream);
                if (value is double.NaN) continue;
                yield return new Measurement<T>(
                    value, Of(venue), new KeyValuePair<string, object?>("stream", ShortName(venue, stream.Name)));
            }
        }
    }

    private static IEnumerable<Measurement<double>> Known(
        IReadOnlyList<IVenue> venues, Func<IVenue, double> read)
    {
        foreach (IVenue venue in venues)
        {
            double value = read(venue);
            if (double.IsFinite(value)) yield return new Measurement<double>(value, Of(venue));
        }
    }

    /// <summary>The venue is a label of its own.</summary>
    private static string ShortName(IVenue venue, string name) =>
        name.StartsWith(venue.Id + " ", StringComparison.Ordinal) ? name[(venue.Id.ToString().Length + 1)..] : name;

    private static KeyValuePair<string, object?> Of(IVenue venue) => new("venue", venue.Id.ToString());
}

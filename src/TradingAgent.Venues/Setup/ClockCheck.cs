using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Setup;

/// <summary>How far a venue's clock and ours may be apart.</summary>
internal static class ClockCheck
{
    /// <exception cref="VenueSetupException">They are further apart.</exception>
    public static void Refuse(VenueClock clock, TimeSpan most)
    {
        double offsetMs = clock.Offset.Nanoseconds / 1e6;
        if (Math.Abs(offsetMs) > most.TotalMilliseconds)
            throw new VenueSetupException(
                $"The venue's clock differs from this machine's by {offsetMs / 1000:0.0} s. Set the clock (expiries "
                + $"and funding are timed by it); up to {most.TotalSeconds:0} s are put up with.");
    }

    /// <summary>The same as a line of a check.</summary>
    public static CheckRow Look(ClockReading reading, TimeSpan most)
    {
        double offsetMs = reading.Offset.Nanoseconds / 1e6;
        string text = string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"the venue is {offsetMs:+0;-0;0} ms ahead of us");
        double far = Math.Abs(offsetMs);
        CheckState state = far > most.TotalMilliseconds ? CheckState.Wrong
            : far > 1000 ? CheckState.Note : CheckState.Right;
        string remedy = state switch
        {
            CheckState.Wrong => "set this machine's clock (NTP)",
            CheckState.Note => "stamps are corrected by it; set this machine's clock all the same",
            _ => "",
        };
        return new CheckRow("clock", state, text, remedy);
    }
}

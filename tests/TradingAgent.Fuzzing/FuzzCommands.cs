namespace TradingAgent.Fuzzing;

/// <summary>Commands whose answers a decoder of order entry waits for: places, cancels and amends in turn.</summary>
internal static class FuzzCommands
{
    public static EngineCommand Of(VenueId venue, InstrumentId instrument, uint number) => new()
    {
        Kind = (number % 3) switch
        {
            0 => CommandKind.PlaceOrder,
            1 => CommandKind.CancelOrder,
            _ => CommandKind.AmendOrder,
        },
        Venue = venue,
        Instrument = instrument,
        Order = new ClientOrderId(7, number),
        Side = Side.Buy,
        TimeInForce = TimeInForce.PostOnly,
        Price = Price.From(60_000),
        Quantity = Quantity.From(1),
        SendBefore = Timestamp.Never,
    };
}

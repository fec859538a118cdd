namespace TradingAgent.Exchange.Listings;

/// <summary>Life of a listing.</summary>
public enum InstrumentStatus : byte
{
    Trading,

    /// <summary>Settled at expiry; kept visible for a while.</summary>
    Delivering,
    Closed,
}

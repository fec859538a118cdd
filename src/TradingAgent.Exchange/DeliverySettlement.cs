namespace TradingAgent.Exchange;

/// <summary>The settlement of an expired contract.</summary>
/// <param name="Instrument">The contract.</param>
/// <param name="DeliveryPrice">Average index of the last 30 minutes in USD.</param>
/// <param name="Time">08:00 UTC of its day.</param>
public readonly record struct DeliverySettlement(InstrumentId Instrument, decimal DeliveryPrice, Timestamp Time);

namespace TradingAgent.Exchange.Matching;

/// <summary>The total resting at a price has changed.</summary>
/// <param name="Instrument">Which book.</param>
/// <param name="Side">Buy: bids.</param>
/// <param name="Price">The level.</param>
/// <param name="Quantity">The new total; zero removes the level.</param>
/// <param name="Sequence">The exchange-wide change counter («cross sequence»), rising, not contiguous per book.</param>
/// <param name="Time">Exchange time.</param>
public readonly record struct DepthChange(
    InstrumentId Instrument, Side Side, Price Price, Quantity Quantity, long Sequence, Timestamp Time);

namespace TradingAgent.Exchange.Matching;

/// <summary>A public trade.</summary>
/// <param name="Instrument">What was traded.</param>
/// <param name="Id">Rising from 1 over the whole exchange.</param>
/// <param name="TakerSide">Who crossed.</param>
/// <param name="Price">The resting order's price.</param>
/// <param name="Quantity">Size.</param>
/// <param name="Sequence">The exchange-wide change counter.</param>
/// <param name="Time">Exchange time.</param>
/// <param name="MarkPrice">Mark at the trade.</param>
/// <param name="IndexPrice">Index at the trade.</param>
/// <param name="MarkVolatility">Options: mark volatility as a fraction.</param>
/// <param name="TickDirection">+1 above the last trade, −1 below, 0 equal.</param>
public readonly record struct TradePrint(
    InstrumentId Instrument,
    long Id,
    Side TakerSide,
    Price Price,
    Quantity Quantity,
    long Sequence,
    Timestamp Time,
    double MarkPrice,
    double IndexPrice,
    double MarkVolatility,
    int TickDirection);

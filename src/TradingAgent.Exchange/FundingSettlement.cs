namespace TradingAgent.Exchange;

/// <summary>A funding settlement of a perpetual.</summary>
/// <param name="Instrument">The perpetual.</param>
/// <param name="Rate">Positive: longs paid shorts.</param>
/// <param name="Time">The settlement moment.</param>
/// <param name="MarkPrice">The mark that positions were valued at.</param>
public readonly record struct FundingSettlement(
    InstrumentId Instrument, decimal Rate, Timestamp Time, double MarkPrice);

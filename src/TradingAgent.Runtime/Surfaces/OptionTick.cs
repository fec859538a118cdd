namespace TradingAgent.Runtime.Surfaces;

/// <summary>What a smile needs of an option's last ticker.</summary>
/// <param name="At">When it was received.</param>
/// <param name="Forward">The venue's forward of its expiry, USD; 0 when it was not said.</param>
/// <param name="Bid">Implied volatility of the bid; 0 when absent.</param>
/// <param name="Ask">Implied volatility of the ask; 0 when absent.</param>
/// <param name="Mark">Implied volatility of the mark; 0 when absent.</param>
internal readonly record struct OptionTick(Timestamp At, double Forward, double Bid, double Ask, double Mark);

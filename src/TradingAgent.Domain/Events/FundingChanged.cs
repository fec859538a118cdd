using TradingAgent.Domain.Time;

namespace TradingAgent.Domain.Events;

/// <summary>The funding rate in force and when it is next paid.</summary>
/// <param name="Rate">Fraction of notional per interval; longs pay when positive.</param>
/// <param name="NextAt">When it is paid.</param>
/// <param name="IntervalMinutes">Minutes between payments.</param>
public readonly record struct FundingChanged(double Rate, Timestamp NextAt, int IntervalMinutes);

using TradingAgent.Domain.Time;

namespace TradingAgent.Domain.Events;

/// <summary>Our clock was put right because the machine's had been set.</summary>
/// <param name="Step">
/// UTC minus our time before. Forwards it is taken at once; backwards our clock goes slower until it is made up, so
/// that time never steps back.
/// </param>
public readonly record struct ClockReanchored(Duration Step);

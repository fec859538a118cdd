using TradingAgent.Domain.Identity;
using TradingAgent.Domain.Reports;

namespace TradingAgent.Domain.Events;

/// <summary>A human asked for something.</summary>
/// <param name="Action">What.</param>
/// <param name="Underlying">For one underlying, or none for all.</param>
/// <param name="Value">Its argument, if it takes one.</param>
public readonly record struct OperatorRequested(OperatorAction Action, UnderlyingId Underlying, double Value)
{
    /// <summary>The breach that a resume clears.</summary>
    public LimitKind Limit { get; init; }

    /// <summary>Number of the parameter that is set or given back.</summary>
    public ushort Path { get; init; }

    public OperatorName Who { get; init; }

    public OperatorText Why { get; init; }
}

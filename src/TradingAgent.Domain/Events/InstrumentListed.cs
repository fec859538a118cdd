using TradingAgent.Domain.Instruments;

namespace TradingAgent.Domain.Events;

/// <summary>An instrument and its terms; its symbol travels beside it as a text record.</summary>
/// <param name="Terms">The contract.</param>
public readonly record struct InstrumentListed(InstrumentTerms Terms);

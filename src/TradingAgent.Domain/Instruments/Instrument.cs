using TradingAgent.Domain.Identity;

namespace TradingAgent.Domain.Instruments;

/// <summary>An instrument as adapters and humans know it: the venue's symbol beside the terms. Immutable.</summary>
/// <param name="Id">Its dense id; <see cref="InstrumentId.None"/> in a catalogue that has not been registered
/// yet.</param>
/// <param name="Symbol">The venue's own symbol, exactly.</param>
/// <param name="Terms">The contract.</param>
public sealed record Instrument(InstrumentId Id, string Symbol, InstrumentTerms Terms)
{
    public override string ToString() => $"{Terms.Venue}:{Symbol}";
}

namespace TradingAgent.Venues.Trading;

/// <summary>Writes the text of a numbered request; it is valid until the next one is written.</summary>
internal delegate ReadOnlySpan<byte> RequestText(long number, in EngineCommand command, Instrument instrument);

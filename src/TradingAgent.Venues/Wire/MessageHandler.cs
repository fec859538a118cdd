namespace TradingAgent.Venues.Wire;

/// <summary>Takes one whole message, whose bytes are its own until it returns.</summary>
internal delegate void MessageHandler(ReadOnlySpan<byte> message);

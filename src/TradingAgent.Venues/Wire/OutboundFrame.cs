namespace TradingAgent.Venues.Wire;

/// <summary>One message waiting to be written, in a rented buffer.</summary>
internal readonly record struct OutboundFrame(byte[] Buffer, int Length, long Tag);

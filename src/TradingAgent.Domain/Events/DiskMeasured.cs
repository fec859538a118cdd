namespace TradingAgent.Domain.Events;

/// <summary>Room on the disk that the journal is written to.</summary>
/// <param name="FreeBytes">Bytes free for us.</param>
public readonly record struct DiskMeasured(long FreeBytes);

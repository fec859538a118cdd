namespace TradingAgent.Venues.Ports;

/// <summary>
/// The instruments a venue listed, their ids not yet assigned, and what it said of each that could not be used.
/// </summary>
/// <param name="Instruments">Usable instruments.</param>
/// <param name="Skipped">One line for each instrument left out: symbol and reason.</param>
public sealed record VenueCatalog(IReadOnlyList<Instrument> Instruments, IReadOnlyList<string> Skipped);

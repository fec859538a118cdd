using Microsoft.Extensions.Logging;
using TradingAgent.Host.Configuration;

namespace TradingAgent.Host.Observability;

/// <summary>The executable's own log lines.</summary>
internal static partial class AgentLog
{
    [LoggerMessage(LogEvents.Starting, LogLevel.Information,
        "Start    trading-agent {Version}, {Environment}, configuration {Configuration}, data {DataFolder}")]
    public static partial void Starting(
        ILogger log, string version, AgentEnvironment environment, string configuration, string dataFolder);

    [LoggerMessage(LogEvents.ExchangeUp, LogLevel.Information,
        "Exchange local at {Address}: {Instruments} instruments, {Positions} positions, seed {Seed}, speed {Speed}")]
    public static partial void ExchangeUp(
        ILogger log, Uri address, int instruments, int positions, ulong seed, double speed);

    [LoggerMessage(LogEvents.Connected, LogLevel.Information,
        "Connect  agent connected to {Venue} at {Address}, {Instruments} instruments loaded")]
    public static partial void Connected(ILogger log, VenueId venue, string address, int instruments);

    [LoggerMessage(LogEvents.VenueMissing, LogLevel.Error,
        "Missing  {Venue} at {Address} does not answer; {Instruments} of its instruments are known from earlier runs")]
    public static partial void Missing(ILogger log, VenueId venue, string address, int instruments);

    [LoggerMessage(LogEvents.TakesAlone, LogLevel.Warning,
        "Takes    at {Venue} no order can rest: {Instruments} instruments may be traded there, by taking alone; what " +
        "would rest is refused")]
    public static partial void TakesAlone(ILogger log, VenueId venue, int instruments);

    [LoggerMessage(LogEvents.Reconfigured, LogLevel.Information,
        "Config   {Source} was read again and is in force, digest {Digest}")]
    public static partial void Reconfigured(ILogger log, string source, string digest);

    [LoggerMessage(LogEvents.ConfigurationSame, LogLevel.Information,
        "Config   {Source} was read again and says nothing new")]
    public static partial void ConfigurationSame(ILogger log, string source);

    [LoggerMessage(LogEvents.ConfigurationRefused, LogLevel.Error,
        "Config   refused, the old one stays in force: {Problem}")]
    public static partial void ConfigurationRefused(ILogger log, string problem);

    [LoggerMessage(LogEvents.Draining, LogLevel.Information, "Stop     {Reason}: cancelling orders and draining")]
    public static partial void Draining(ILogger log, string reason);

    [LoggerMessage(LogEvents.SessionReported, LogLevel.Information,
        "Report   {Fills} fills, maker {MakerShare}, in band {InBandShare}, {Orders} orders placed, realised " +
        "{Realised:0.00} USD, fees {Fees:0.00} USD: {File}")]
    public static partial void Reported(
        ILogger log, long fills, string makerShare, string inBandShare, long orders, double realised, double fees,
        string file);

    [LoggerMessage(LogEvents.PositionsCompared, LogLevel.Information,
        "Check    {Compared} positions compared with the venue: all agree")]
    public static partial void PositionsAgree(ILogger log, int compared);

    [LoggerMessage(LogEvents.PositionsDiffer, LogLevel.Error, "Check    position differs: {Difference}")]
    public static partial void PositionDiffers(ILogger log, string difference);

    [LoggerMessage(LogEvents.PositionsNotCompared, LogLevel.Warning,
        "Check    positions could not be compared with the venue: {Reason}")]
    public static partial void PositionsNotCompared(ILogger log, string reason);

    [LoggerMessage(LogEvents.AgentFailed, LogLevel.Error, "Failed   {Reason}")]
    public static partial void Failed(ILogger log, string reason);

    [LoggerMessage(LogEvents.AgentBroke, LogLevel.Critical, "Failed   on an error of its own")]
    public static partial void Broke(ILogger log, Exception error);

    [LoggerMessage(LogEvents.OrdersMayRest, LogLevel.Warning,
        "Failed   Orders of the last run may rest: it ended in {DataFolder} without every venue confirming that none " +
        "is open. Look at the venues' open orders")]
    public static partial void OrdersMayRest(ILogger log, string dataFolder);
}

using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance.Market;

/// <summary>
/// Fetches snapshots of books, a few at a time, and waits where they would use up the weight that the account needs: a
/// chain of options has hundreds, and the account is asked for at the same moment.
/// </summary>
internal sealed partial class SnapshotDesk(BinanceRest rest, string path, int levels, ILogger logger)
{
    private const int WaitingMax = 2048;
    private const int AtOnce = 3;

    private static readonly TimeSpan RoomPause = TimeSpan.FromSeconds(1);

    private readonly Channel<Wanted> _wanted = Channel.CreateBounded<Wanted>(
        new BoundedChannelOptions(WaitingMax) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Asks; the body is delivered later, empty when it could not be had.</summary>
    public void Ask(Instrument instrument, Action<byte[]> deliver) =>
        _wanted.Writer.TryWrite(new Wanted(instrument, deliver));

    public Task RunAsync(CancellationToken ct) =>
        Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => FetchAsync(ct)));

    private async Task FetchAsync(CancellationToken ct)
    {
        await foreach (Wanted wanted in _wanted.Reader.ReadAllAsync(ct).ConfigureAwait(false))
        {
            while (!rest.HasRoomForBooks) await Task.Delay(RoomPause, ct).ConfigureAwait(false);
            try
            {
                BinanceReply reply = await rest.ReadAsync(
                    path, $"symbol={wanted.Instrument.Symbol}&limit={levels}", RequestAccess.Open, ct)
                    .ConfigureAwait(false);
                wanted.Deliver(reply.Body);
            }
            catch (VenueUnreachableException e)
            {
                // The stream asks again after its patience.
                LogFailed(logger, wanted.Instrument, e.Message);
                wanted.Deliver([]);
            }
        }
    }

    private sealed record Wanted(Instrument Instrument, Action<byte[]> Deliver);

    [LoggerMessage(EventId = LogEvents.BinanceSnapshotFailed, Level = LogLevel.Warning,
        Message = "{Instrument}: no snapshot of its book ({Reason}); it will be asked for again")]
    private static partial void LogFailed(ILogger logger, Instrument instrument, string reason);
}

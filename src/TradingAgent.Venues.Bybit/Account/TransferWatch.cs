using System.Text.Json;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Bybit.Account;

/// <summary>
/// Asks the transaction log for deposits, withdrawals, transfers, bonuses and interest, which no stream tells, and for
/// the settlement of sessions, which none promises to. What was asked for before is asked for again with an overlap,
/// because the log lags; repeats are known by their content.
/// </summary>
internal sealed class TransferWatch(BybitRest rest, VenueClock clock, AccountDesk desk, TimeSpan interval)
{
    private const long WeekMs = 7L * 24 * 3600 * 1000;

    private static readonly Duration Overlap = Duration.FromSeconds(600);

    /// <summary>Everything up to this venue time has been asked for; none before the first turn.</summary>
    public Timestamp Watermark { get; private set; }

    /// <summary>Asks until cancelled, from a moment in the venue's time on.</summary>
    public async Task RunAsync(Timestamp since, CancellationToken ct)
    {
        Watermark = since;
        Timestamp floor = since;
        using var timer = new PeriodicTimer(interval);
        while (await timer.WaitForNextTickAsync(ct).ConfigureAwait(false))
        {
            try
            {
                // Never before the start: what moved earlier is in the balance the run began with.
                Timestamp from = Watermark - Overlap;
                await ReadAsync(from < floor ? floor : from, ct).ConfigureAwait(false);
            }
            catch (Exception e) when (e is VenueUnreachableException || VenueFrames.IsBadFrame(e))
            {
                // The breaker has told; the watermark stays, so that the next turn asks for the same again.
            }
        }
    }

    /// <summary>Reads the log from a venue time until now, oldest first, and moves the watermark.</summary>
    public async Task ReadAsync(Timestamp since, CancellationToken ct)
    {
        Timestamp until = clock.Now + clock.Offset;
        for (long from = since.Milliseconds; from <= until.Milliseconds; from += WeekMs)
        {
            List<RestReply> pages = [];
            string query = $"accountType=UNIFIED&startTime={from}&endTime={from + WeekMs - 1}&limit=50";
            await BybitPages.ReadAsync(rest, "/v5/account/transaction-log", query, pages.Add, ct)
                .ConfigureAwait(false);
            for (int i = pages.Count - 1; i >= 0; i--)
                foreach (ReadOnlyMemory<byte> row in AccountReader.RowsOf(pages[i]).Reverse()) Take(row);
        }
        Watermark = until;
    }

    private void Take(ReadOnlyMemory<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes.Span);
        reader.Read();
        if (BybitTransferRow.TryRead(ref reader, out TransferRow row)) desk.OnTransfer(in row, clock.Now);
        var again = new Utf8JsonReader(bytes.Span);
        again.Read();
        if (BybitSettlementRow.TryRead(ref again, desk.Context, out InstrumentId id, out Price price, out Timestamp at))
            desk.OnSettled(id, price, clock.Now, at);
    }
}

using System.Globalization;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance.Futures;

/// <summary>
/// Asks the income list for what no trade tells: funding symbol by symbol, and cash that came or went (transfers,
/// rebates, exchanges between coins). What was asked for is asked for again with an overlap; repeats are known by id.
/// </summary>
internal sealed class IncomeWatch(BinanceRest rest, VenueClock clock, AccountDesk desk, TimeSpan interval)
{
    private const int PageRows = 1000;
    private const int PagesMax = 50;

    private static readonly Duration Overlap = Duration.FromSeconds(600);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _asked = new(0, 1);

    /// <summary>Everything up to this venue time has been asked for; none before the first turn.</summary>
    public Timestamp Watermark { get; private set; }

    /// <summary>The account's stream told of cash that moved: ask soon. Any thread.</summary>
    public void Ask()
    {
        try
        {
            _asked.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is asked for already.
        }
    }

    /// <summary>Asks until cancelled, from a moment in the venue's time on.</summary>
    public async Task RunAsync(Timestamp since, CancellationToken ct)
    {
        Watermark = since;
        while (true)
        {
            bool isAsked = await _asked.WaitAsync(interval, ct).ConfigureAwait(false);
            // The list lags behind the stream, and a burst of news is one question.
            if (isAsked) await Task.Delay(Pause, ct).ConfigureAwait(false);
            try
            {
                // Never before the start: what moved earlier is in the balance the run began with.
                Timestamp from = Watermark - Overlap;
                await ReadAsync(from < since ? since : from, ct).ConfigureAwait(false);
            }
            catch (Exception e) when (e is VenueUnreachableException || VenueFrames.IsBadFrame(e))
            {
                // The breaker has told; the watermark stays, so that the next turn asks for the same again.
            }
        }
    }

    /// <summary>Reads the list from a venue time until now, oldest first, and moves the watermark.</summary>
    /// <exception cref="VenueUnreachableException">A page did not come, or there was always another one.</exception>
    public async Task ReadAsync(Timestamp since, CancellationToken ct)
    {
        Timestamp until = clock.Now + clock.Offset;
        for (int page = 1; page <= PagesMax; page++)
        {
            string query = string.Create(
                CultureInfo.InvariantCulture,
                $"startTime={since.Milliseconds}&endTime={until.Milliseconds}&page={page}&limit={PageRows}");
            BinanceReply reply = await rest.ReadAsync("/fapi/v1/income", query, RequestAccess.Signed, ct)
                .ConfigureAwait(false);
            IReadOnlyList<ReadOnlyMemory<byte>> rows = reply.Rows();
            foreach (ReadOnlyMemory<byte> row in rows) Take(row);
            if (rows.Count >= PageRows) continue;
            Watermark = until;
            return;
        }
        throw new VenueUnreachableException($"GET /fapi/v1/income: the list goes on after {PagesMax} pages");
    }

    private void Take(ReadOnlyMemory<byte> bytes)
    {
        IncomeFields fields = default;
        FlatObject.Read(bytes.Span, ref fields);
        if (fields.IsToldElsewhere || fields.Id.Length == 0) return;
        if (!CurrencyId.TryFind(fields.Asset, out CurrencyId coin) || fields.Amount == 0) return;
        if (fields.IsFunding && fields.Symbol.Length > 0)
        {
            ExecutionRow paid = default;
            paid.Symbol = fields.Symbol;
            paid.Instrument = desk.Context.Resolve(fields.Symbol);
            paid.Type = ExecutionRowType.Funding;
            paid.Execution = fields.Execution;
            // A row's fee is what we paid; an income is what we got.
            paid.FeeRaw = -fields.Amount;
            paid.FeeCurrency = coin;
            paid.At = fields.At;
            desk.OnExecution(in paid, clock.Now);
            return;
        }
        var moved = new TransferRow
        {
            Currency = coin,
            AmountRaw = fields.Amount,
            Id = fields.Execution,
            At = fields.At,
        };
        desk.OnTransfer(in moved, clock.Now);
    }
}

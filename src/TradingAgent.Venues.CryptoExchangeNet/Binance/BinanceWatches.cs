using Binance.Net.Clients;
using Binance.Net.Objects.Models.Futures;
using CryptoExchange.Net.Objects;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.CryptoExchangeNet.Calls;

namespace TradingAgent.Venues.CryptoExchangeNet.Binance;

/// <summary>
/// What no stream tells: open interest, funding intervals and dollar rates; funding and cash from the income list; and
/// the countdown that must be renewed.
/// </summary>
internal sealed partial class BinanceWatches(
    BinanceExchange exchange, BinanceRestClient rest, BinanceMarkets markets, LibrarySession session)
{
    private const int PageRows = 1000;
    private const int PagesMax = 50;

    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan IncomePause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan OffWithin = TimeSpan.FromSeconds(2);
    private static readonly Duration Overlap = Duration.FromSeconds(600);

    private readonly SemaphoreSlim _incomeAsked = new(0, 1);
    private readonly HashSet<CurrencyId> _noRateSaid = [];

    /// <summary>What the countdown guards.</summary>
    public IReadOnlyList<Instrument> Traded { get; set; } = [];

    /// <summary>The stream told of cash that no trade of ours moved. Any thread.</summary>
    public void AskIncome()
    {
        try
        {
            _incomeAsked.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is asked for already.
        }
    }

    public IEnumerable<Task> Run(CancellationToken ct) =>
        [PollAsync(ct), WatchIncomeAsync(session.Clock.Now + session.Clock.Offset, ct), GuardAsync(ct)];

    private async Task PollAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(PollEvery);
        do
        {
            try
            {
                await ReadRatesAsync(ct).ConfigureAwait(false);
                await ReadIntervalsAsync(ct).ConfigureAwait(false);
                foreach (Instrument instrument in markets.Tickers.Values)
                    await ReadInterestAsync(instrument, ct).ConfigureAwait(false);
            }
            catch (Exception e) when (e is VenueUnreachableException || VenueFrames.IsBadFrame(e))
            {
                // The breaker has told; the next turn asks again.
            }
        }
        while (await timer.WaitForNextTickAsync(ct).ConfigureAwait(false));
    }

    /// <summary>What the venue does not tell has no rate, and is said once; a rate is never assumed.</summary>
    private async Task ReadRatesAsync(CancellationToken ct)
    {
        foreach (CurrencyId coin in (CurrencyId[])[CurrencyId.Usdt, CurrencyId.Usdc])
        {
            HttpResult<BinanceFuturesAssetIndex> answer = await exchange.Reads.TryAsync(
                "a dollar rate", token => rest.UsdFuturesApi.ExchangeData.GetAssetIndexAsync($"{coin}USD", token), ct)
                .ConfigureAwait(false);
            if (answer.Success && answer.Data.Index > 0)
                markets.Desk.Rates.OnRate(coin, (double)answer.Data.Index, session.Clock.Now);
            else if (markets.Desk.Rates.UsdPer(coin) == 0 && _noRateSaid.Add(coin))
                LogNoRate(session.Logger, coin.Code);
        }
    }

    /// <summary>The list names only symbols that differ from the usual eight hours.</summary>
    private async Task ReadIntervalsAsync(CancellationToken ct)
    {
        HttpResult<BinanceFuturesFundingInfo[]> answer = await exchange.Reads.TryAsync(
            "funding intervals", rest.UsdFuturesApi.ExchangeData.GetFundingInfoAsync, ct).ConfigureAwait(false);
        if (!answer.Success) return;
        foreach (BinanceFuturesFundingInfo row in answer.Data.Where(r => r.FundingIntervalHours is > 0 and <= 24))
            markets.OnFundingMinutes(row.Symbol, row.FundingIntervalHours * 60);
    }

    private async Task ReadInterestAsync(Instrument instrument, CancellationToken ct)
    {
        HttpResult<BinanceFuturesOpenInterest> answer = await exchange.Reads.TryAsync(
            "open interest", token => rest.UsdFuturesApi.ExchangeData.GetOpenInterestAsync(instrument.Symbol, token),
            ct).ConfigureAwait(false);
        if (answer.Success)
            markets.OnOpenInterest(
                instrument, (double)answer.Data.OpenInterest, LibraryNumbers.TimeOf(answer.Data.Timestamp));
    }

    private async Task WatchIncomeAsync(Timestamp since, CancellationToken ct)
    {
        Timestamp watermark = since;
        while (true)
        {
            bool isAsked = await _incomeAsked.WaitAsync(session.Options.TransferInterval, ct).ConfigureAwait(false);
            // The list lags behind the stream, and a burst of news is one question.
            if (isAsked) await Task.Delay(IncomePause, ct).ConfigureAwait(false);
            try
            {
                // Never before the start: what moved earlier is in the balance the run began with.
                Timestamp from = watermark - Overlap < since ? since : watermark - Overlap;
                Timestamp until = session.Clock.Now + session.Clock.Offset;
                await ReadIncomeAsync(from, until, ct).ConfigureAwait(false);
                watermark = until;
            }
            catch (Exception e) when (e is VenueUnreachableException || VenueFrames.IsBadFrame(e))
            {
                // The breaker has told; the watermark stays, so that the next turn asks for the same again.
            }
        }
    }

    private async Task ReadIncomeAsync(Timestamp from, Timestamp until, CancellationToken ct)
    {
        for (int page = 1; page <= PagesMax; page++)
        {
            int number = page;
            BinanceFuturesIncomeHistory[] rows = await exchange.Reads.AskAsync(
                "income", token => rest.UsdFuturesApi.Account.GetIncomeHistoryAsync(
                    startTime: LibraryNumbers.MomentOf(from), endTime: LibraryNumbers.MomentOf(until), page: number,
                    limit: PageRows, ct: token), ct).ConfigureAwait(false);
            foreach (BinanceFuturesIncomeHistory row in rows) Take(row);
            if (rows.Length < PageRows) return;
        }
        throw new VenueUnreachableException($"income: the list goes on after {PagesMax} pages");
    }

    private void Take(BinanceFuturesIncomeHistory row)
    {
        if (BinanceIncome.TryRead(row, session.Desk.Context, out ExecutionRow paid))
            session.Desk.OnExecution(in paid, session.Clock.Now);
        else if (BinanceIncome.TryRead(row, out TransferRow moved))
            session.Desk.OnTransfer(in moved, session.Clock.Now);
    }

    /// <summary>
    /// Keeps the venue's countdown from running out, and switches it off in good order. While whoever decides hangs it
    /// does neither, so that it fires.
    /// </summary>
    private async Task GuardAsync(CancellationToken ct)
    {
        TimeSpan runsOut = session.Options.DeadMansSwitch;
        if (runsOut == TimeSpan.Zero || Traded.Count == 0)
        {
            await Task.Delay(Timeout.Infinite, ct).ConfigureAwait(false);
            return;
        }
        HashSet<string> refused = [];
        using var timer = new PeriodicTimer(runsOut / 4);
        try
        {
            do
            {
                if (session.IsAlive()) await CountDownAsync(runsOut, refused, ct).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(ct).ConfigureAwait(false));
        }
        finally
        {
            using var limit = new CancellationTokenSource(OffWithin);
            if (session.IsAlive())
                await CountDownAsync(TimeSpan.Zero, refused, limit.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task CountDownAsync(TimeSpan runsOut, HashSet<string> refused, CancellationToken ct)
    {
        foreach (string symbol in Traded.Select(i => i.Symbol).Where(s => !refused.Contains(s)))
        {
            HttpResult<BinanceFuturesCountDownResult> answer = await rest.UsdFuturesApi.Trading
                .CancelAllOrdersAfterTimeoutAsync(symbol, runsOut, ct: ct).ConfigureAwait(false);
            exchange.HasSwitch |= answer.Success;
            if (answer.Success || answer.Error is not ServerError) continue;
            refused.Add(symbol);
            LogNoSwitch(session.Logger, symbol, exchange.Reads.Text("answer", answer.Error));
        }
    }

    [LoggerMessage(EventId = LogEvents.VenueNoSwitch, Level = LogLevel.Warning,
        Message = "Binance: no dead-man's switch for {Symbol} ({Answer}); only our own watchdog cancels when the agent "
            + "is gone")]
    private static partial void LogNoSwitch(ILogger logger, string symbol, string answer);

    [LoggerMessage(EventId = LogEvents.VenueNoRate, Level = LogLevel.Warning,
        Message = "Binance: the venue tells no dollar rate of {Coin}; nothing is assumed, and what settles in it takes "
            + "no new risk")]
    private static partial void LogNoRate(ILogger logger, string coin);
}

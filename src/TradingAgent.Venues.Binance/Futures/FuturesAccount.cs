using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Binance.Account;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance.Futures;

/// <summary>The futures account over REST: whole reports, and what a cut stream missed.</summary>
internal sealed partial class FuturesAccount : IProductAccount
{
    private static readonly Duration Overlap = Duration.FromSeconds(60);

    private readonly ProductSession _session;
    private readonly AccountDesk _desk;
    private readonly ILogger _logger;
    private readonly OpenProfit _openProfit = new();
    private readonly IncomeWatch _income;

    public FuturesAccount(ProductSession session)
    {
        _session = session;
        _desk = session.Desk;
        _logger = session.Loggers.CreateLogger<FuturesAccount>();
        _income = new IncomeWatch(session.Rest, session.Clock, _desk, session.Options.IncomeInterval);
        Frames = new FuturesAccountFrames(
            new BinanceRows(_desk.Context, session.Product.Dialect.FeeSign), _desk, _openProfit, _income.Ask);
    }

    public IAccountFrames Frames { get; }

    public Task CheckAsync(IReadOnlyList<Instrument> traded, CancellationToken ct) =>
        new FuturesAccountCheck(_session.Options, _session.Rest, _session.Clock, _logger).RunAsync(traded, ct);

    public Task<int> PublishFeesAsync(IReadOnlyList<Instrument> instruments, CancellationToken ct) =>
        new FuturesFees(_session).PublishAsync(instruments, ct);

    public async Task RecoverAsync(CancellationToken ct)
    {
        Timestamp since = _desk.RecoveredThrough;
        Timestamp until = _session.Clock.Now + _session.Clock.Offset;
        if (!since.IsNone)
        {
            // Every symbol is asked: a stranger's order or the venue itself may have moved any of them.
            foreach (Instrument instrument in _session.Ours)
                await _session.Trades.ReadSinceAsync(instrument.Symbol, since - Overlap, until, ct)
                    .ConfigureAwait(false);
        }
        int missing = await _session.Orders.ReplayAsync(ct).ConfigureAwait(false);
        await ReadWalletAsync(ct).ConfigureAwait(false);
        _desk.RecoveredThrough = until;
        LogRecovered(_logger, since, missing);
    }

    public async Task ReportAsync(int reportId, IEventSink events, CancellationToken ct)
    {
        var report = new StateReport(reportId, _session.Product.Venue, _session.Clock, events);
        report.Begin();
        await _session.Orders.ReportOpenAsync(report, ct).ConfigureAwait(false);
        int orders = report.Flush();
        BinanceReply reply = await _session.Rest.ReadAsync(
            "/fapi/v3/positionRisk", "", RequestAccess.Signed, ct).ConfigureAwait(false);
        foreach (ReadOnlyMemory<byte> row in reply.Rows()) AddPosition(row, report);
        int positions = report.Flush();
        await ReadWalletAsync(ct).ConfigureAwait(false);
        report.Complete(orders, positions);
    }

    public Task WatchAsync(CancellationToken ct) =>
        _income.RunAsync(_session.Clock.Now + _session.Clock.Offset, ct);

    private async Task ReadWalletAsync(CancellationToken ct)
    {
        BinanceReply reply = await _session.Rest.ReadAsync("/fapi/v3/account", "", RequestAccess.Signed, ct)
            .ConfigureAwait(false);
        FuturesWallet.Read(reply.Body, _openProfit, _desk, _session.Clock.Now);
    }

    private void AddPosition(ReadOnlyMemory<byte> bytes, StateReport report)
    {
        PositionFields fields = default;
        FlatObject.Read(bytes.Span, ref fields);
        PositionRow row = fields.Row(_desk.Context, Timestamp.None);
        if (row.Instrument.IsNone)
        {
            if (!row.Quantity.IsZero)
                LogStrangePosition(_logger, System.Text.Encoding.UTF8.GetString(row.Symbol));
            return;
        }
        _desk.Note(in row);
        report.Add(in row);
    }

    [LoggerMessage(EventId = LogEvents.BinanceRecovered, Level = LogLevel.Information,
        Message = "Binance futures account: recovered executions since {Since}; {Missing} orders had left the book "
            + "meanwhile")]
    private static partial void LogRecovered(ILogger logger, Timestamp since, int missing);

    [LoggerMessage(EventId = LogEvents.BinanceStrangePosition, Level = LogLevel.Warning,
        Message = "Binance futures account: a position in {Symbol} is outside the configured scope and is not counted; "
            + "widen the scope or close it")]
    private static partial void LogStrangePosition(ILogger logger, string symbol);
}

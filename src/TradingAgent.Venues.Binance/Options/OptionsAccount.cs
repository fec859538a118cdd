using System.Text.Json;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Binance.Account;
using TradingAgent.Venues.Binance.Market;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Binance.Setup;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance.Options;

/// <summary>
/// The options account over REST: whole reports, and what a cut stream missed. Trades are listed by contract only, so
/// they are asked for where something is held, open or traded.
/// </summary>
internal sealed class OptionsAccount : IProductAccount
{
    /// <summary>
    /// The most a trade may cost, as a fraction of the option's price; the venue has it as text only.
    /// </summary>
    public const double FeeCapRate = 0.1;

    private static readonly Duration Overlap = Duration.FromSeconds(60);

    private readonly ProductSession _session;
    private readonly AccountDesk _desk;
    private readonly ExerciseWatch _exercises;

    public OptionsAccount(ProductSession session)
    {
        _session = session;
        _desk = session.Desk;
        _exercises = new ExerciseWatch(session.Rest, session.Clock, _desk);
        Frames = new OptionsAccountFrames(
            new BinanceRows(_desk.Context, session.Product.Dialect.FeeSign), _desk, _exercises.Turns,
            session.Loggers.CreateLogger<OptionsAccountFrames>());
    }

    public IAccountFrames Frames { get; }

    public async Task CheckAsync(IReadOnlyList<Instrument> traded, CancellationToken ct)
    {
        ClockCheck.Refuse(_session.Clock, _session.Options.ClockOffsetMax);
        BinanceReply reply = await _session.Rest.GetAsync("/eapi/v1/marginAccount", "", RequestAccess.Signed, ct)
            .ConfigureAwait(false);
        if (reply.Verdict.IsFatal) throw KeyCheck.Refusal(_session.Rest, reply);
        if (!reply.IsOk)
            throw new VenueSetupException(
                _session.Rest.Scrub($"The options account could not be read ({reply}); nothing is assumed of it."));
        if (Filters.Text(reply.Root(), "canTrade") == "false")
            throw new VenueSetupException(
                "The Binance options account may not trade. Open options for it at the venue.");
        await KeyRights.RequireAsync(
            _session.Options, _session.Rest, _session.Loggers.CreateLogger<OptionsAccount>(), ct).ConfigureAwait(false);
    }

    public async Task<int> PublishFeesAsync(IReadOnlyList<Instrument> instruments, CancellationToken ct)
    {
        Dictionary<string, (double Maker, double Taker)> rates = await ReadFeesAsync(_session.Rest, ct)
            .ConfigureAwait(false);
        int unknown = 0;
        foreach (Instrument instrument in instruments)
        {
            string underlying = StreamNames.UnderlyingOf(instrument.Terms);
            if (!rates.TryGetValue(underlying, out (double Maker, double Taker) rate))
            {
                unknown++;
                continue;
            }
            EngineEvent change = VenueEvent.Of(
                EventKind.FeesReported, _session.Product.Venue, instrument.Id, _session.Clock.Now);
            change.Fees = new FeesReported(rate.Maker, rate.Taker, FeeCapRate);
            _session.Events.Publish(in change);
        }
        return unknown;
    }

    /// <summary>Rates by underlying; empty when the venue does not tell.</summary>
    public static async Task<Dictionary<string, (double Maker, double Taker)>> ReadFeesAsync(
        BinanceRest rest, CancellationToken ct)
    {
        Dictionary<string, (double Maker, double Taker)> rates = new(StringComparer.Ordinal);
        BinanceReply reply = await rest.GetAsync("/eapi/v1/commission", "", RequestAccess.Signed, ct)
            .ConfigureAwait(false);
        if (!reply.IsOk || !reply.Root().TryGetProperty("commissions", out JsonElement list)) return rates;
        foreach (JsonElement row in list.EnumerateArray())
            rates[Filters.Text(row, "underlying")] =
                ((double)Filters.Number(row, "makerFee"), (double)Filters.Number(row, "takerFee"));
        return rates;
    }

    public async Task RecoverAsync(CancellationToken ct)
    {
        await ReadPositionsAsync(null, ct).ConfigureAwait(false);
        Timestamp since = _desk.RecoveredThrough;
        Timestamp until = _session.Clock.Now + _session.Clock.Offset;
        if (!since.IsNone)
        {
            foreach (string symbol in Touched())
                await _session.Trades.ReadSinceAsync(symbol, since - Overlap, until, ct).ConfigureAwait(false);
        }
        await _session.Orders.ReplayAsync(ct).ConfigureAwait(false);
        await ReadWalletAsync(ct).ConfigureAwait(false);
        await _exercises.ReadAsync(ct).ConfigureAwait(false);
        _desk.RecoveredThrough = until;
    }

    public async Task ReportAsync(int reportId, IEventSink events, CancellationToken ct)
    {
        var report = new StateReport(reportId, _session.Product.Venue, _session.Clock, events);
        report.Begin();
        await _session.Orders.ReportOpenAsync(report, ct).ConfigureAwait(false);
        int orders = report.Flush();
        await ReadPositionsAsync(report, ct).ConfigureAwait(false);
        int positions = report.Flush();
        await ReadWalletAsync(ct).ConfigureAwait(false);
        report.Complete(orders, positions);
    }

    public Task WatchAsync(CancellationToken ct) => _exercises.Turns.RunAsync(ct);

    /// <summary>Contracts in which something of ours may have happened.</summary>
    private IReadOnlyList<string> Touched() =>
    [
        .. _desk.Held()
            .Concat(_desk.OpenOrders().Select(o => o.Instrument))
            .Select(_session.Instruments.Find).OfType<Instrument>()
            .Concat(_session.Traded)
            .Select(i => i.Symbol)
            .Distinct(),
    ];

    private async Task ReadPositionsAsync(StateReport? report, CancellationToken ct)
    {
        BinanceReply reply = await _session.Rest.ReadAsync("/eapi/v1/position", "", RequestAccess.Signed, ct)
            .ConfigureAwait(false);
        foreach (ReadOnlyMemory<byte> bytes in reply.Rows())
        {
            OptionPositionFields fields = default;
            FlatObject.Read(bytes.Span, ref fields);
            PositionRow row = fields.Row(_desk.Context);
            if (row.Instrument.IsNone) continue;
            _desk.Note(in row);
            report?.Add(in row);
        }
    }

    private async Task ReadWalletAsync(CancellationToken ct)
    {
        BinanceReply reply = await _session.Rest.ReadAsync("/eapi/v1/marginAccount", "", RequestAccess.Signed, ct)
            .ConfigureAwait(false);
        OptionsWallet.Read(reply.Root(), _desk, _session.Clock.Now);
    }
}

using System.Text;
using Bybit.Net.Clients;
using Bybit.Net.Objects.Models.V5;
using TradingAgent.Venues.CryptoExchangeNet.Calls;
using B = Bybit.Net.Enums;

namespace TradingAgent.Venues.CryptoExchangeNet.Bybit;

/// <summary>What no stream promises to tell: the delivery of options, and cash that came or went by no trade.</summary>
internal sealed class BybitWatches
{
    private static readonly Duration Overlap = Duration.FromSeconds(600);

    private readonly BybitRestClient _rest;
    private readonly BybitLists _lists;
    private readonly LibrarySession _session;

    public BybitWatches(BybitRestClient rest, BybitLists lists, LibrarySession session)
    {
        _rest = rest;
        _lists = lists;
        _session = session;
        Deliveries = new ExpiryWatch(session.Clock, session.Desk, ReadDeliveriesAsync);
    }

    /// <summary>When the record of deliveries is asked for.</summary>
    public ExpiryWatch Deliveries { get; }

    public IEnumerable<Task> Run(CancellationToken ct) =>
        [Deliveries.RunAsync(ct), WatchTransfersAsync(_session.Desk.RecoveredThrough, ct)];

    /// <summary>What a row of the record brought in cash; its side is the one that closed the position.</summary>
    public static bool TryRead(Instrument instrument, BybitDeliveryRecord record, out Delivered delivered)
    {
        delivered = default;
        if (record.DeliveryPrice <= 0 || record.Position == 0) return false;
        decimal strike = instrument.Terms.Strike.ToDecimal();
        bool isCall = instrument.Terms.OptionSide == OptionSide.Call;
        decimal payoff = Math.Max(isCall ? record.DeliveryPrice - strike : strike - record.DeliveryPrice, 0);
        if (instrument.Terms.IsInverse) payoff /= record.DeliveryPrice;
        decimal sign = record.Side == B.OrderSide.Sell ? 1 : -1;
        delivered = new Delivered(
            LibraryNumbers.PriceOf(record.DeliveryPrice),
            instrument.Terms.SettleCoin,
            FixedPoint.FromDecimal(sign * payoff * Math.Abs(record.Position)),
            FixedPoint.FromDecimal(record.Fee),
            // One delivery per instrument: the record itself has no id. The same id whichever client reads it.
            ExecutionId.Of(Encoding.ASCII.GetBytes(
                $"delivery:{instrument}:{instrument.Terms.Expiry.Milliseconds}")));
        return true;
    }

    /// <summary>A row of the log that no trade, funding or delivery of ours explains.</summary>
    public static bool TryRead(BybitTransactionLog row, out TransferRow transfer)
    {
        transfer = default;
        bool isToldElsewhere = row.Type is B.TransactionLogType.Trade or B.TransactionLogType.Settlement
            or B.TransactionLogType.Delivery or B.TransactionLogType.Liquidation or B.TransactionLogType.Adl;
        if (isToldElsewhere || row.Change is not { } change || change == 0) return false;
        if (!CurrencyId.TryFind(row.Asset, out CurrencyId currency)) return false;
        // The venue repeats ids within its log: only the whole row tells one movement from another.
        string whole = FormattableString.Invariant(
            $"cash|{row.Type}|{row.Id}|{row.TransactionTime:O}|{change}|{row.CashBalance}");
        transfer = new TransferRow
        {
            Currency = currency,
            AmountRaw = FixedPoint.FromDecimal(change),
            Id = ExecutionId.Of(Encoding.ASCII.GetBytes(whole)),
            At = LibraryNumbers.TimeOf(row.TransactionTime),
        };
        return true;
    }

    private async Task ReadDeliveriesAsync(CancellationToken ct)
    {
        IReadOnlyList<BybitDeliveryRecord> records = await _lists.PagesAsync(
            "deliveries",
            (cursor, token) => _rest.V5Api.Trading.GetDeliveryHistoryAsync(
                B.Category.Option, limit: 50, cursor: cursor, ct: token), ct).ConfigureAwait(false);
        AccountDesk desk = _session.Desk;
        foreach (BybitDeliveryRecord record in records)
        {
            InstrumentId id = desk.Context.Resolve(LibraryNumbers.Bytes(record.Symbol));
            if (desk.Context.Instruments.Find(id) is not { } instrument) continue;
            if (!TryRead(instrument, record, out Delivered delivered)) continue;
            desk.OnDelivered(
                id, in delivered, _session.Clock.Now, LibraryNumbers.TimeOf(record.DeliveryTime));
        }
    }

    private void Take(BybitTransactionLog row)
    {
        AccountDesk desk = _session.Desk;
        if (TryRead(row, out TransferRow transfer)) desk.OnTransfer(in transfer, _session.Clock.Now);
        // Funding is logged under the same type, and has no cash flow.
        if (row.Type != B.TransactionLogType.Settlement || LibraryNumbers.RawOf(row.Cashflow) == 0) return;
        InstrumentId id = desk.Context.Resolve(LibraryNumbers.Bytes(row.Symbol));
        if (id.IsNone) return;
        desk.OnSettled(
            id, LibraryNumbers.PriceOf(row.TradePrice), _session.Clock.Now,
            LibraryNumbers.TimeOf(row.TransactionTime));
    }

    private async Task WatchTransfersAsync(Timestamp since, CancellationToken ct)
    {
        Timestamp watermark = since;
        using var timer = new PeriodicTimer(_session.Options.TransferInterval);
        while (await timer.WaitForNextTickAsync(ct).ConfigureAwait(false))
        {
            try
            {
                // Never before the start: what moved earlier is in the balance the run began with.
                Timestamp from = watermark - Overlap < since ? since : watermark - Overlap;
                Timestamp until = _session.Clock.Now + _session.Clock.Offset;
                IReadOnlyList<BybitTransactionLog> rows = await _lists.MovementsSinceAsync(
                    LibraryNumbers.MomentOf(from), LibraryNumbers.MomentOf(until), ct).ConfigureAwait(false);
                foreach (BybitTransactionLog row in rows) Take(row);
                watermark = until;
            }
            catch (Exception e) when (e is VenueUnreachableException || VenueFrames.IsBadFrame(e))
            {
                // The breaker has told; the watermark stays, so that the next turn asks for the same again.
            }
        }
    }
}

using System.Text;
using System.Text.Json;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Bybit.Setup;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Bybit.Account;

/// <summary>
/// Books expired options. The venue does not promise to push their delivery, so from each expiry on its record is
/// asked for; the cash is computed from strike and delivery price, per settle coin.
/// </summary>
internal sealed class DeliveryWatch(BybitRest rest, VenueClock clock, AccountDesk desk)
{
    private static readonly Duration Window = Duration.FromSeconds(900);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private volatile bool _asked;

    /// <summary>An execution told of a delivery: ask at the next turn.</summary>
    public void Ask() => _asked = true;

    /// <summary>Asks whenever something expired lately, until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(ct).ConfigureAwait(false))
        {
            if (!_asked && !ExpiredLately(clock.Now)) continue;
            _asked = false;
            try
            {
                await ReadAsync(ct).ConfigureAwait(false);
            }
            catch (VenueUnreachableException)
            {
                // The breaker has told; the next turn asks again.
                _asked = true;
            }
        }
    }

    /// <summary>Reads the record once and publishes what is new.</summary>
    public Task ReadAsync(CancellationToken ct) =>
        BybitPages.ReadAsync(rest, "/v5/asset/delivery-record", "category=option&limit=50", OnPage, ct);

    private bool ExpiredLately(Timestamp now)
    {
        foreach (Instrument instrument in desk.Context.Instruments.All)
        {
            if (!instrument.Terms.IsOption || instrument.Terms.Venue != desk.Context.Venue) continue;
            Duration since = now - instrument.Terms.Expiry;
            if (since >= Duration.Zero && since <= Window) return true;
        }
        return false;
    }

    private void OnPage(RestReply page)
    {
        foreach (ReadOnlyMemory<byte> row in AccountReader.RowsOf(page))
        {
            using JsonDocument document = JsonDocument.Parse(row);
            JsonElement record = document.RootElement;
            string symbol = InstrumentRow.Text(record, "symbol");
            InstrumentId id = desk.Context.Resolve(Encoding.ASCII.GetBytes(symbol));
            if (desk.Context.Instruments.Find(id) is not { } instrument) continue;
            if (!TryRead(instrument, record, out Delivered delivered)) continue;
            Timestamp at = instrument.Terms.Expiry;
            if (record.TryGetProperty("deliveryTime", out JsonElement time) && time.TryGetInt64(out long ms))
                at = Timestamp.FromMilliseconds(ms);
            desk.OnDelivered(instrument.Id, in delivered, clock.Now, at);
        }
    }

    /// <summary>
    /// What a row of the record brought in cash. Its side is the one that closed the position: in the venue's own
    /// samples options that expired worthless as «Buy» won their premium, so they had been sold.
    /// </summary>
    internal static bool TryRead(Instrument instrument, JsonElement record, out Delivered delivered)
    {
        delivered = default;
        decimal price = Number(record, "deliveryPrice");
        decimal size = Number(record, "position");
        decimal fee = Number(record, "fee");
        if (price <= 0 || size == 0) return false;
        decimal strike = instrument.Terms.Strike.ToDecimal();
        decimal payoff = Math.Max(instrument.Terms.OptionSide == OptionSide.Call ? price - strike : strike - price, 0);
        if (instrument.Terms.IsInverse) payoff /= price;
        decimal sign = InstrumentRow.Text(record, "side") == "Sell" ? 1 : -1;
        delivered = new Delivered(
            new Price(FixedPoint.FromDecimal(price)),
            instrument.Terms.SettleCoin,
            FixedPoint.FromDecimal(sign * payoff * Math.Abs(size)),
            FixedPoint.FromDecimal(fee),
            IdOf(instrument));
        return true;
    }

    /// <summary>One delivery per instrument: the record itself has no id.</summary>
    private static ExecutionId IdOf(Instrument instrument) =>
        ExecutionId.Of(Encoding.ASCII.GetBytes($"delivery:{instrument}:{instrument.Terms.Expiry.Milliseconds}"));

    private static decimal Number(JsonElement record, string name) =>
        decimal.TryParse(
            InstrumentRow.Text(record, name),
            System.Globalization.NumberStyles.Float,
            System.Globalization.CultureInfo.InvariantCulture,
            out decimal value)
            ? value
            : 0;
}

using System.Text;
using System.Text.Json;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Bybit.Setup;

namespace TradingAgent.Venues.Bybit.Account;

/// <summary>
/// Books expired options. The venue does not promise to push their delivery, so from each expiry on its record is
/// asked for; the cash is computed from strike and delivery price, per settle coin.
/// </summary>
internal sealed class DeliveryWatch
{
    private readonly BybitRest _rest;
    private readonly VenueClock _clock;
    private readonly AccountDesk _desk;

    public DeliveryWatch(BybitRest rest, VenueClock clock, AccountDesk desk)
    {
        _rest = rest;
        _clock = clock;
        _desk = desk;
        Turns = new ExpiryWatch(clock, desk, ReadAsync);
    }

    /// <summary>When the record is asked for.</summary>
    public ExpiryWatch Turns { get; }

    /// <summary>Reads the record once and publishes what is new.</summary>
    public Task ReadAsync(CancellationToken ct) =>
        BybitPages.ReadAsync(_rest, "/v5/asset/delivery-record", "category=option&limit=50", OnPage, ct);

    private void OnPage(RestReply page)
    {
        foreach (ReadOnlyMemory<byte> row in AccountReader.RowsOf(page))
        {
            using JsonDocument document = JsonDocument.Parse(row);
            JsonElement record = document.RootElement;
            string symbol = InstrumentRow.Text(record, "symbol");
            InstrumentId id = _desk.Context.Resolve(Encoding.ASCII.GetBytes(symbol));
            if (_desk.Context.Instruments.Find(id) is not { } instrument) continue;
            if (!TryRead(instrument, record, out Delivered delivered)) continue;
            Timestamp at = instrument.Terms.Expiry;
            if (record.TryGetProperty("deliveryTime", out JsonElement time) && time.TryGetInt64(out long ms))
                at = Timestamp.FromMilliseconds(ms);
            _desk.OnDelivered(instrument.Id, in delivered, _clock.Now, at);
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
            // Half a unit goes away from zero, as in the exchange's own books.
            FixedPoint.FromDecimal(decimal.Round(sign * payoff * Math.Abs(size), 8, MidpointRounding.AwayFromZero)),
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

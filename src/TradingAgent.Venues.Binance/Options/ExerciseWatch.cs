using System.Text;
using System.Text.Json;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Binance.Setup;

namespace TradingAgent.Venues.Binance.Options;

/// <summary>
/// Books expired options. No stream is promised to tell of it, so from each expiry on the exercise record is asked for;
/// it names the settlement, the cash and the fee.
/// </summary>
internal sealed class ExerciseWatch
{
    private readonly BinanceRest _rest;
    private readonly VenueClock _clock;
    private readonly AccountDesk _desk;

    public ExerciseWatch(BinanceRest rest, VenueClock clock, AccountDesk desk)
    {
        _rest = rest;
        _clock = clock;
        _desk = desk;
        Turns = new ExpiryWatch(clock, desk, ReadAsync);
    }

    /// <summary>When the record is asked for.</summary>
    public ExpiryWatch Turns { get; }

    /// <summary>Reads the record once and publishes what is new.</summary>
    public async Task ReadAsync(CancellationToken ct)
    {
        BinanceReply reply = await _rest.ReadAsync(
            "/eapi/v1/exerciseRecord", "limit=1000", RequestAccess.Signed, ct).ConfigureAwait(false);
        if (reply.Root() is not { ValueKind: JsonValueKind.Array } records) return;
        foreach (JsonElement record in records.EnumerateArray())
        {
            InstrumentId id = _desk.Context.Resolve(Encoding.ASCII.GetBytes(Filters.Text(record, "symbol")));
            if (_desk.Context.Instruments.Find(id) is not { } instrument) continue;
            if (!TryRead(instrument, record, out Delivered delivered)) continue;
            long ms = Filters.Whole(record, "createDate");
            Timestamp at = ms > 0 ? Timestamp.FromMilliseconds(ms) : instrument.Terms.Expiry;
            _desk.OnDelivered(id, in delivered, _clock.Now, at);
        }
    }

    /// <summary>
    /// What a record brought in cash. Its amount is what an option paid; a short one pays it. The settlement follows
    /// from strike and amount where it was in the money; else the strike is as near as the record tells.
    /// </summary>
    internal static bool TryRead(Instrument instrument, JsonElement record, out Delivered delivered)
    {
        delivered = default;
        decimal size = Math.Abs(Filters.Number(record, "quantity"));
        if (size == 0 || Filters.Text(record, "amount").Length == 0) return false;
        decimal paid = Math.Abs(Filters.Number(record, "amount"));
        decimal strike = instrument.Terms.Strike.ToDecimal();
        decimal inMoney = paid / (size * instrument.Terms.Multiplier.ToDecimal());
        decimal settlement = instrument.Terms.OptionSide == OptionSide.Call ? strike + inMoney : strike - inMoney;
        bool isShort = Filters.Text(record, "positionSide") == "SHORT" || Filters.Number(record, "quantity") < 0;
        delivered = new Delivered(
            new Price(FixedPoint.FromDecimal(Math.Max(0, settlement))),
            instrument.Terms.SettleCoin,
            FixedPoint.FromDecimal(isShort ? -paid : paid),
            FixedPoint.FromDecimal(Math.Abs(Filters.Number(record, "fee"))),
            IdOf(instrument, record));
        return true;
    }

    private static ExecutionId IdOf(Instrument instrument, JsonElement record) =>
        ExecutionId.Of(Encoding.ASCII.GetBytes($"exercise:{instrument.Symbol}:{Filters.Text(record, "id")}"));
}

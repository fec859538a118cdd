using System.Text;
using System.Text.Json;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Binance.Setup;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance.Options;

/// <summary>
/// Books expired options. No stream is promised to tell of it, so from each expiry on the exercise record is asked for;
/// it names the settlement, the cash and the fee.
/// </summary>
internal sealed class ExerciseWatch(BinanceRest rest, VenueClock clock, AccountDesk desk)
{
    private static readonly Duration Window = Duration.FromSeconds(900);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private volatile bool _asked;

    /// <summary>A position expired: ask at the next turn.</summary>
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
            catch (Exception e) when (e is VenueUnreachableException || VenueFrames.IsBadFrame(e))
            {
                // The breaker has told; the next turn asks again.
                _asked = true;
            }
        }
    }

    /// <summary>Reads the record once and publishes what is new.</summary>
    public async Task ReadAsync(CancellationToken ct)
    {
        BinanceReply reply = await rest.ReadAsync(
            "/eapi/v1/exerciseRecord", "limit=1000", RequestAccess.Signed, ct).ConfigureAwait(false);
        if (reply.Root() is not { ValueKind: JsonValueKind.Array } records) return;
        foreach (JsonElement record in records.EnumerateArray())
        {
            InstrumentId id = desk.Context.Resolve(Encoding.ASCII.GetBytes(Filters.Text(record, "symbol")));
            if (desk.Context.Instruments.Find(id) is not { } instrument) continue;
            if (!TryRead(instrument, record, out Delivered delivered)) continue;
            long ms = Filters.Whole(record, "createDate");
            Timestamp at = ms > 0 ? Timestamp.FromMilliseconds(ms) : instrument.Terms.Expiry;
            desk.OnDelivered(id, in delivered, clock.Now, at);
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
}

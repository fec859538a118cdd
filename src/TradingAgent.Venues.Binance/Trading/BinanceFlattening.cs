using System.Text.Json;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Binance.Setup;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance.Trading;

/// <summary>
/// Closes USD-M futures positions over REST, without an engine: reduce-only market orders, which the venue keeps near
/// the mark, until nothing is held. Options have no market orders and are left. For a sentinel alone.
/// </summary>
public static class BinanceFlattening
{
    /// <summary>Closes what the filter names.</summary>
    /// <param name="options">The account.</param>
    /// <param name="clock">The venue's time.</param>
    /// <param name="isMeant">By the venue's symbol: what may be traded.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="VenueUnreachableException">The venue did not answer, or refused to list.</exception>
    public static async Task<FlattenOutcome> RunAsync(
        BinanceOptions options, SteadyClock clock, Func<string, bool> isMeant, CancellationToken ct)
    {
        using var rest = new BinanceRest(options, options.Hosts.FuturesRest, new VenueClock(clock));
        return await Loop(rest, isMeant).RunAsync(ct).ConfigureAwait(false);
    }

    internal static FlattenLoop Loop(BinanceRest rest, Func<string, bool> isMeant, TimeSpan? patience = null) => new(
        token => ListAsync(rest, isMeant, token), (position, token) => CloseAsync(rest, position, token), patience);

    private static async Task<IReadOnlyList<HeldPosition>> ListAsync(
        BinanceRest rest, Func<string, bool> isMeant, CancellationToken ct)
    {
        BinanceReply reply = await rest.ReadAsync(
            "/fapi/v3/positionRisk", "", RequestAccess.Signed, ct, isUrgent: true).ConfigureAwait(false);
        var held = new List<HeldPosition>();
        foreach (JsonElement row in reply.Root().EnumerateArray())
        {
            string symbol = Filters.Text(row, "symbol");
            decimal size = Filters.Number(row, "positionAmt");
            if (size != 0 && isMeant(symbol)) held.Add(new HeldPosition("", symbol, size));
        }
        return held;
    }

    private static async Task<string?> CloseAsync(BinanceRest rest, HeldPosition position, CancellationToken ct)
    {
        string query = $"newOrderRespType=ACK&quantity={position.Quantity}&reduceOnly=true"
            + $"&side={(position.IsLong ? "SELL" : "BUY")}&symbol={position.Symbol}&type=MARKET";
        (BinanceReply? reply, RestFailure failure) = await rest.SendOnceAsync(
            HttpMethod.Post, "/fapi/v1/order", query, RequestAccess.Signed, ct).ConfigureAwait(false);
        if (reply is null) return failure.ToString();
        return reply.IsOk ? null : rest.Scrub(reply.ToString());
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TradingAgent.Benchmarks.Wire;

/// <summary>
/// The order-entry stream: every order and amend is taken at once and shown on the private stream. Tells the log at
/// which price, and when, each arrived.
/// </summary>
internal sealed class ScriptedOrders(ReactionLog log)
{
    private readonly Dictionary<string, (string Price, string Quantity, string Side)> _open = [];

    /// <summary>Where order rows go.</summary>
    public WireConnection? Private { get; set; }

    /// <param name="wire">The order-entry stream.</param>
    /// <param name="request">What arrived.</param>
    /// <param name="op">Its operation.</param>
    /// <param name="readAt">When this process had read it, steady nanoseconds.</param>
    /// <param name="arrivedAt">When the kernel had it, wall nanoseconds.</param>
    public void Take(WireConnection wire, JsonElement request, string op, long readAt, long arrivedAt)
    {
        if (!op.StartsWith("order.", StringComparison.Ordinal))
        {
            Say(wire, $$"""{"retCode":0,"retMsg":"OK","op":"{{(op == "ping" ? "pong" : op)}}","connId":"c"}""");
            return;
        }
        JsonElement order = request.GetProperty("args")[0];
        string link = order.GetProperty("orderLinkId").GetString()!;
        _open.TryGetValue(link, out (string Price, string Quantity, string Side) row);
        row = (Field(order, "price", row.Price), Field(order, "qty", row.Quantity), Field(order, "side", row.Side));
        bool isCancel = op == "order.cancel";
        if (isCancel) _open.Remove(link);
        else _open[link] = row;
        if (!isCancel) log.OnOrder(decimal.Parse(row.Price, CultureInfo.InvariantCulture), readAt, arrivedAt);
        string id = request.GetProperty("reqId").GetString()!;
        Say(wire,
            $$"""
            {"reqId":"{{id}}","retCode":0,"retMsg":"OK","op":"{{op}}","data":{"orderId":"v-{{link}}",
            "orderLinkId":"{{link}}"},"header":{},"connId":"c"}
            """);
        long now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        Say(Private,
            $$"""
            {"topic":"order","id":"o","creationTime":{{now}},"data":[{"category":"linear","symbol":"BTCUSDT",
            "orderId":"v-{{link}}","orderLinkId":"{{link}}","side":"{{row.Side}}","positionIdx":0,
            "orderStatus":"{{(isCancel ? "Cancelled" : "New")}}",
            "cancelType":"{{(isCancel ? "CancelByUser" : "UNKNOWN")}}",
            "rejectReason":"EC_NoError","orderType":"Limit","timeInForce":"PostOnly","price":"{{row.Price}}",
            "qty":"{{row.Quantity}}","cumExecQty":"0","leavesQty":"{{row.Quantity}}","updatedTime":"{{now}}"}]}
            """);
    }

    private static string Field(JsonElement order, string name, string? otherwise) =>
        order.TryGetProperty(name, out JsonElement value) ? value.GetString()! : otherwise ?? "";

    private static void Say(WireConnection? wire, string text) =>
        wire?.TrySend(Encoding.ASCII.GetBytes(text.ReplaceLineEndings("")));
}

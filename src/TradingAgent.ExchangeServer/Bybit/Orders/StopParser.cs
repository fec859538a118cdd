using TradingAgent.Exchange.Accounts;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Bybit.Orders;

/// <summary>Reads triggers, attached stops and the stops of positions.</summary>
internal static class StopParser
{
    /// <summary>None when the order is not conditional.</summary>
    public static Answer Trigger(RequestFields fields, out Trigger trigger)
    {
        trigger = default;
        if (fields.Text("triggerPrice") is null or "0") return Answer.Ok;
        if (!fields.TryDecimal("triggerPrice", out long price) || price <= 0) return Answer.BadTrigger;
        string? direction = fields.Text("triggerDirection");
        if (direction is not ("1" or "2")) return Answer.BadParameter("triggerDirection");
        if (!TrySource(fields.Text("triggerBy"), out TriggerSource source)) return Answer.BadParameter("triggerBy");
        trigger = new Trigger(new Price(price), direction == "1", source);
        return Answer.Ok;
    }

    public static Answer Attached(RequestFields fields, out AttachedStops stops)
    {
        Answer answer = Changed(fields, out StopTerms? profit, out StopTerms? loss);
        stops = new AttachedStops(profit ?? default, loss ?? default, fields.Text("tpslMode") == "Partial");
        return answer;
    }

    /// <summary>Null for what is not said; a trigger of zero takes the stop away.</summary>
    public static Answer Changed(RequestFields fields, out StopTerms? profit, out StopTerms? loss)
    {
        loss = null;
        Answer answer = Terms(fields, "takeProfit", "tp", out profit);
        return answer.IsOk ? Terms(fields, "stopLoss", "sl", out loss) : answer;
    }

    /// <summary>What trading-stop asks of a position.</summary>
    public static Answer Position(RequestFields fields, out PositionStops stops)
    {
        stops = default;
        Answer answer = Changed(fields, out StopTerms? profit, out StopTerms? loss);
        if (!answer.IsOk) return answer;
        long distance = 0;
        long active = 0;
        bool hasTrailing = fields.Has("trailingStop");
        if (hasTrailing && (!fields.TryDecimal("trailingStop", out distance) || distance < 0))
            return Answer.BadParameter("trailingStop");
        if (fields.Has("activePrice") && (!fields.TryDecimal("activePrice", out active) || active < 0))
            return Answer.BadParameter("activePrice");
        bool isPartial = fields.Text("tpslMode") == "Partial" && (fields.Has("tpSize") || fields.Has("slSize"));
        long size = 0;
        if (isPartial && (!fields.TryDecimal(fields.Has("tpSize") ? "tpSize" : "slSize", out size) || size <= 0))
            return Answer.BadQuantity;
        if (profit is null && loss is null && !hasTrailing) return Answer.BadParameter("takeProfit or stopLoss");
        stops = new PositionStops
        {
            TakeProfit = profit,
            StopLoss = loss,
            Trailing = hasTrailing ? new Price(distance) : null,
            ActivatedAt = new Price(active),
            PartialQuantity = new Quantity(size),
        };
        return Answer.Ok;
    }

    private static Answer Terms(RequestFields fields, string name, string prefix, out StopTerms? terms)
    {
        terms = null;
        if (!fields.Has(name)) return Answer.Ok;
        if (!fields.TryDecimal(name, out long trigger) || trigger < 0) return Answer.BadParameter(name);
        if (!TrySource(fields.Text(prefix + "TriggerBy"), out TriggerSource source))
            return Answer.BadParameter(prefix + "TriggerBy");
        long limit = 0;
        bool isLimit = fields.Text(prefix + "OrderType") == "Limit";
        string limitName = prefix + "LimitPrice";
        if (isLimit && (!fields.TryDecimal(limitName, out limit) || limit <= 0)) return Answer.BadParameter(limitName);
        terms = new StopTerms(new Price(trigger), source, new Price(limit));
        return Answer.Ok;
    }

    private static bool TrySource(string? text, out TriggerSource source)
    {
        source = text switch
        {
            "IndexPrice" => TriggerSource.IndexPrice,
            "MarkPrice" => TriggerSource.MarkPrice,
            _ => TriggerSource.LastPrice,
        };
        return text is null or "LastPrice" or "IndexPrice" or "MarkPrice" or "UNKNOWN";
    }
}

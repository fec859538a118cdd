using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Json;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Binance.Orders;

/// <summary>What both interfaces ask of the fields of an order, in the venue's order and words.</summary>
internal static class OrderFields
{
    private const int ClientIdMax = 36;

    /// <summary>A size on the step and within the bounds.</summary>
    public static Answer Quantity(
        RequestFields fields, ListedInstrument instrument, bool isMarket, out long quantity)
    {
        quantity = 0;
        InstrumentTerms terms = instrument.Terms;
        if (fields.Text("quantity") is null) return Answer.Missing("quantity");
        if (!fields.TryDecimal("quantity", out quantity)) return Unreadable(fields, "quantity");
        if (quantity <= 0) return Answer.QuantityNotPositive;
        if (quantity % terms.Lot.Raw != 0) return Answer.TooPrecise;
        if (quantity < terms.QuantityMin.Raw) return Answer.QuantityTooSmall;
        long max = isMarket ? instrument.Listing.MarketQuantityMax.Raw : terms.QuantityMax.Raw;
        return quantity > max ? Answer.QuantityTooLarge : Answer.Ok;
    }

    /// <summary>A price on the tick.</summary>
    public static Answer Price(RequestFields fields, ListedInstrument instrument, out long price)
    {
        price = 0;
        if (fields.Text("price") is null) return Answer.Missing("price");
        if (!fields.TryDecimal("price", out price)) return Unreadable(fields, "price");
        if (price <= 0) return Answer.PriceNotPositive;
        if (price > instrument.Listing.PriceMax.Raw) return Answer.PriceTooHigh;
        long tick = instrument.Terms.Tick.Raw;
        if (price % tick == 0) return Answer.Ok;
        long unit = FixedPoint.Scale;
        for (int i = JsonText.DecimalsOf(tick); i > 0; i--) unit /= 10;
        return price % unit == 0 ? Answer.PriceOffTick : Answer.TooPrecise;
    }

    /// <summary>The client's own id; null when it gave none.</summary>
    public static Answer ClientId(string? id, string name)
    {
        if (id is null) return Answer.Ok;
        if (id.Length > ClientIdMax) return Answer.IdTooLong;
        foreach (char c in id)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or ':' or '/' or '_' or '-'))
                return Answer.BadCharacters(name);
        return Answer.Ok;
    }

    /// <summary>The venue names an order whose client did not; 22 characters, of no meaning.</summary>
    public static string NewClientId() => Trace.Next()[10..];

    /// <summary>The order that a request names, by number or by the client's id; false when by neither.</summary>
    public static bool TryKey(
        RequestFields fields, ListedInstrument instrument, string idName, out OrderKey key)
    {
        string? number = fields.Text("orderId");
        key = number is null
            ? new OrderKey(OrderId.None, fields.Text(idName))
            : new OrderKey(OrderNumbers.Parse(instrument, number));
        return number is not null || key.ClientId is not null;
    }

    /// <summary>More decimals than anything here has are too many; other text is no number at all.</summary>
    private static Answer Unreadable(RequestFields fields, string name)
    {
        bool isNumber = decimal.TryParse(
            fields.Text(name), System.Globalization.NumberStyles.Float,
            System.Globalization.CultureInfo.InvariantCulture, out _);
        return isNumber ? Answer.TooPrecise : Answer.Missing(name);
    }
}

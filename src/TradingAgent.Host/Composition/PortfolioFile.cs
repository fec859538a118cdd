using System.Text.Json;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Host.Verbs;

namespace TradingAgent.Host.Composition;

/// <summary>
/// The account of a local exchange as a JSON file: <c>{"balances": {"USDT": 100000}, "positions": [{"symbol":
/// "BTCUSDT", "quantity": -1.5, "price": 100000}]}</c>. A price left out is the mark.
/// </summary>
internal static class PortfolioFile
{
    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <exception cref="UsageException">It is not such a file, or names what the exchange does not list.</exception>
    public static AccountSettings Read(string path, SimulatedExchange exchange)
    {
        Content content;
        try
        {
            content = JsonSerializer.Deserialize<Content>(File.ReadAllText(path), Reading) ?? new Content();
        }
        catch (JsonException error)
        {
            throw new UsageException($"the portfolio {path} cannot be read: {error.Message}");
        }
        AccountSettings flat = DemoPortfolio.Flat("local");
        return flat with
        {
            Balances = content.Balances is null ? flat.Balances : [.. content.Balances.Select(b => Balance(path, b))],
            Positions = [.. (content.Positions ?? []).Select(p => Position(path, p, exchange))],
        };
    }

    private static Money Balance(string path, KeyValuePair<string, decimal> balance) =>
        CurrencyId.TryFind(balance.Key, out CurrencyId currency)
            ? new Money(balance.Value, currency)
            : throw new UsageException($"the portfolio {path} holds «{balance.Key}», which is not a known currency.");

    private static StartingPosition Position(string path, Row row, SimulatedExchange exchange)
    {
        ListedInstrument listed = exchange.Instruments.FirstOrDefault(i => i.Symbol == row.Symbol) ??
            throw new UsageException($"the portfolio {path} holds «{row.Symbol}», which this exchange does not list.");
        exchange.ReadTicker(listed.Id, out TickerSnapshot ticker);
        decimal price = row.Price ?? Math.Round((decimal)ticker.MarkPrice, 8);
        try
        {
            return new StartingPosition(listed.Id, NetQuantity.From(row.Quantity), Price.From(price));
        }
        catch (OverflowException)
        {
            throw new UsageException(
                $"the portfolio {path} holds {row.Quantity} of {row.Symbol} at {price}, which is more than can be " +
                "counted: 92 billion at most.");
        }
    }

    private sealed record Content
    {
        public Dictionary<string, decimal>? Balances { get; init; }

        public List<Row>? Positions { get; init; }
    }

    private sealed record Row
    {
        public required string Symbol { get; init; }

        public required decimal Quantity { get; init; }

        public decimal? Price { get; init; }
    }
}

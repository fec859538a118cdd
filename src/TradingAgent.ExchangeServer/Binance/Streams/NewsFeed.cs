using System.Text.Json;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Binance.Market;
using TradingAgent.ExchangeServer.Bybit;
using TradingAgent.ExchangeServer.Feeds;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Streams;

/// <summary><c>!contractInfo</c> and <c>!optionSymbol</c>: contracts that are new, or have a new status.</summary>
internal sealed class NewsFeed(Product product, FuturesMarket market, SymbolBook symbols) : ITopicFeed, IStreamEar
{
    private readonly Queue<ListedInstrument> _waiting = [];

    public Duration Interval => Duration.Zero;

    public bool HasMore => _waiting.Count > 0;

    public void OnListed(ListedInstrument instrument)
    {
        if (SymbolBook.ProductOf(instrument) == product) _waiting.Enqueue(instrument);
    }

    public bool TryWriteSnapshot(Utf8JsonWriter json, bool isFirst, Timestamp now) => false;

    public bool TryWriteChange(Utf8JsonWriter json, Timestamp now)
    {
        if (!_waiting.TryDequeue(out ListedInstrument? instrument)) return false;
        json.WriteStartObject();
        json.WriteString("e"u8, product == Product.Options ? "optionSymbol"u8 : "contractInfo"u8);
        json.WriteNumber("E"u8, now.Milliseconds);
        json.WriteString("s"u8, symbols.NameOf(instrument.Id));
        json.WriteString("ps"u8, SymbolBook.PairOf(instrument));
        if (product == Product.Options) WriteOption(json, instrument);
        else WriteFuture(json, instrument);
        json.WriteEndObject();
        return true;
    }

    private void WriteFuture(Utf8JsonWriter json, ListedInstrument instrument)
    {
        json.WriteString("ct"u8, market.ContractType(instrument));
        json.WriteNumber("dt"u8, ExchangeInfoRow.DeliveryOf(instrument.Terms));
        json.WriteNumber("ot"u8, instrument.Listing.LaunchTime.Milliseconds);
        json.WriteString("cs"u8, ExchangeInfoRow.StatusOf(instrument));
        json.WriteStartArray("bks"u8);
        decimal floor = 0;
        int number = 0;
        foreach (RiskLimit tier in instrument.Listing.RiskLimits)
        {
            json.WriteStartObject();
            json.WriteNumber("bs"u8, ++number);
            json.WriteNumber("bnf"u8, floor);
            json.WriteNumber("bnc"u8, tier.Limit);
            json.WriteNumber("mmr"u8, tier.MaintenanceRate);
            json.WriteNumber("cf"u8, 0);
            json.WriteNumber("mi"u8, 1);
            json.WriteNumber("ma"u8, (int)tier.LeverageMax);
            json.WriteEndObject();
            floor = tier.Limit;
        }
        json.WriteEndArray();
        json.WriteNumber("st"u8, 1);
    }

    private static void WriteOption(Utf8JsonWriter json, ListedInstrument instrument)
    {
        InstrumentTerms terms = instrument.Terms;
        json.WriteString("qa"u8, terms.QuoteCoin.Code);
        json.WriteString("d"u8, terms.OptionSide == OptionSide.Call ? "CALL"u8 : "PUT"u8);
        json.Decimal("sp"u8, terms.Strike.Raw, 0);
        json.WriteNumber("dt"u8, terms.Expiry.Milliseconds);
        json.WriteNumber("u"u8, 1);
        json.WriteNumber("ot"u8, instrument.Listing.LaunchTime.Milliseconds);
        json.WriteString("cs"u8, ExchangeInfoRow.StatusOf(instrument));
    }
}

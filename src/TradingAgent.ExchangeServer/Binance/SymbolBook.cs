using System.Globalization;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Binance;

/// <summary>
/// The exchange's listings under the venue's names: <c>BTCUSDT</c>, <c>BTCUSDT_250627</c>,
/// <c>BTC-250627-100000-C</c>. What settles in a coin is not shown: it would belong to another interface.
/// </summary>
internal sealed class SymbolBook
{
    private readonly ExchangeView _view;
    private readonly Dictionary<string, ListedInstrument> _bySymbol = [];
    private readonly List<string?> _names = [];

    public SymbolBook(ExchangeView view)
    {
        _view = view;
        foreach (ListedInstrument instrument in view.Exchange.Instruments) Learn(instrument);
    }

    public void Learn(ListedInstrument instrument)
    {
        if (ProductOf(instrument) is null) return;
        while (_names.Count <= instrument.Id.Index) _names.Add(null);
        if (_names[instrument.Id.Index] is not null) return;
        string name = NameOf(instrument.Terms);
        _names[instrument.Id.Index] = name;
        _bySymbol[name] = instrument;
    }

    /// <summary>The venue's symbol, closed contracts included; "" for what is not shown.</summary>
    public string NameOf(InstrumentId instrument) =>
        instrument.Index < _names.Count ? _names[instrument.Index] ?? "" : "";

    /// <summary>A contract that is not closed, by symbol.</summary>
    public ListedInstrument? Find(string? symbol, Product product) =>
        symbol is not null && _bySymbol.TryGetValue(symbol, out ListedInstrument? found)
            && found.Status != InstrumentStatus.Closed && ProductOf(found) == product
            ? found
            : null;

    /// <summary>The contract that a call names by <c>symbol</c>, or what the venue says where it names none.</summary>
    public Answer Find(BinanceCall call, out ListedInstrument instrument) =>
        Find(call.Fields, call.Product, out instrument);

    /// <summary>The same for one item of a batch.</summary>
    public Answer Find(RequestFields fields, Product product, out ListedInstrument instrument)
    {
        string? symbol = fields.Text("symbol");
        ListedInstrument? found = Find(symbol, product);
        instrument = found!;
        return symbol is null ? Answer.Missing("symbol") : found is null ? Answer.BadSymbol : Answer.Ok;
    }

    /// <summary>Everything shown and not closed, in order of listing.</summary>
    public IEnumerable<ListedInstrument> Listed(Product product) =>
        _view.Exchange.Instruments.Where(instrument => ProductOf(instrument) == product);

    /// <summary>The options of an underlying such as BTCUSDT.</summary>
    public IEnumerable<ListedInstrument> OptionsOf(string underlying) =>
        Listed(Product.Options).Where(instrument => PairOf(instrument) == underlying);

    public static Product? ProductOf(ListedInstrument instrument) => instrument.Terms switch
    {
        { Kind: ContractKind.LinearPerpetual or ContractKind.LinearFuture } => Product.Futures,
        { Kind: ContractKind.LinearOption } terms when terms.SettleCoin == CurrencyId.Usdt => Product.Options,
        _ => null,
    };

    /// <summary>BTCUSDT for every contract on BTC in USDT; options call it their underlying.</summary>
    public static string PairOf(ListedInstrument instrument) =>
        instrument.Terms.BaseCoin.Code + instrument.Terms.QuoteCoin.Code;

    /// <summary>The day of an expiry as symbols and stream names write it: yymmdd.</summary>
    public static string DayOf(Timestamp expiry) =>
        expiry.ToDateTimeOffset().ToString("yyMMdd", CultureInfo.InvariantCulture);

    private static string NameOf(in InstrumentTerms terms)
    {
        if (terms.IsPerpetual) return terms.BaseCoin.Code + terms.QuoteCoin.Code;
        string day = DayOf(terms.Expiry);
        if (!terms.IsOption) return $"{terms.BaseCoin.Code}{terms.QuoteCoin.Code}_{day}";
        char letter = terms.OptionSide == OptionSide.Call ? 'C' : 'P';
        return $"{terms.BaseCoin.Code}-{day}-{FixedPoint.ToText(terms.Strike.Raw)}-{letter}";
    }
}

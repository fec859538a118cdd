using System.Text.Json;
using TradingAgent.ExchangeServer.Binance.Rest;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Market;

/// <summary>
/// What the coins of a margin are worth in dollars. The exchange converts nothing by itself, so the rates at which the
/// venue would are the index with its usual margins.
/// </summary>
internal sealed class AssetIndex(ExchangeView view)
{
    private const double StablecoinBuffer = 0.0001;
    private const double CoinBuffer = 0.05;

    private static readonly CurrencyId[] Assets = [CurrencyId.Usdt, CurrencyId.Usdc, CurrencyId.Btc, CurrencyId.Eth];

    public IEnumerable<Route> Routes() =>
    [
        new("GET", "/fapi/v1/assetIndex", Access.Anybody, 1, Rows)
        {
            WeightOf = fields => fields.Has("symbol") ? 1 : 10,
        },
    ];

    /// <summary>One object with a symbol such as USDTUSD, the array of all without.</summary>
    private Answer Rows(BinanceCall call)
    {
        if (call.Fields.Text("symbol") is { } symbol)
        {
            CurrencyId asset = Array.Find(Assets, known => SymbolOf(known) == symbol);
            if (!IsRated(asset)) return Answer.BadSymbol;
            Write(call.Json, asset, call.Now);
            return Answer.Ok;
        }
        call.Json.WriteStartArray();
        foreach (CurrencyId asset in Assets)
            if (IsRated(asset)) Write(call.Json, asset, call.Now);
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    private bool IsRated(CurrencyId asset) => !asset.IsNone && view.Exchange.UsdRate(asset) > 0;

    private void Write(Utf8JsonWriter json, CurrencyId asset, Timestamp now)
    {
        double index = view.Exchange.UsdRate(asset);
        double buffer = asset.IsDollarLike ? StablecoinBuffer : CoinBuffer;
        json.WriteStartObject();
        json.WriteString("symbol"u8, SymbolOf(asset));
        json.WriteNumber("time"u8, now.Milliseconds);
        json.Padded("index"u8, index, 8);
        json.Padded("bidBuffer"u8, buffer, 8);
        json.Padded("askBuffer"u8, buffer, 8);
        json.Padded("bidRate"u8, index * (1 - buffer), 8);
        json.Padded("askRate"u8, index * (1 + buffer), 8);
        json.Padded("autoExchangeBidBuffer"u8, buffer, 8);
        json.Padded("autoExchangeAskBuffer"u8, buffer, 8);
        json.Padded("autoExchangeBidRate"u8, index * (1 - buffer), 8);
        json.Padded("autoExchangeAskRate"u8, index * (1 + buffer), 8);
        json.WriteEndObject();
    }

    private static string SymbolOf(CurrencyId asset) => asset.Code + "USD";
}

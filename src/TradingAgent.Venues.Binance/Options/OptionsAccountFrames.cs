using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Binance.Account;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance.Options;

/// <summary>Events of an options account.</summary>
/// <param name="rows">Decoder of orders.</param>
/// <param name="desk">Where rows go.</param>
/// <param name="deliveries">Asked when a position's expiry has come.</param>
/// <param name="logger">For humans.</param>
internal sealed partial class OptionsAccountFrames(
    BinanceRows rows, AccountDesk desk, ExpiryWatch deliveries, ILogger logger) : IAccountFrames
{
    public void Read(AccountEvent kind, ref Utf8JsonReader body, Timestamp now)
    {
        switch (kind)
        {
            case AccountEvent.Order:
                ReadOrder(ref body, now);
                break;
            case AccountEvent.Account:
                ReadAccount(ref body, now);
                break;
            case AccountEvent.BalancesAndPositions or AccountEvent.Greeks:
                ReadLists(ref body, now);
                break;
            case AccountEvent.RiskLevel:
                ReadRisk(ref body);
                break;
        }
    }

    private void ReadOrder(ref Utf8JsonReader body, Timestamp now)
    {
        VenueFrames.Expect(ref body, JsonTokenType.StartObject);
        while (body.Read() && body.TokenType == JsonTokenType.PropertyName)
        {
            bool isOrder = body.ValueTextEquals("o"u8);
            VenueFrames.ToValue(ref body);
            if (!isOrder || body.TokenType != JsonTokenType.StartObject)
            {
                body.Skip();
                continue;
            }
            OrderFields fields = default;
            FlatObject.Read(ref body, ref fields);
            OrderRow order = rows.Order(in fields);
            desk.OnOrder(in order, now);
            ExecutionRow execution = rows.Execution(in fields, in order);
            if (!execution.Execution.IsNone) desk.OnExecution(in execution, now);
        }
    }

    private void ReadAccount(ref Utf8JsonReader body, Timestamp now)
    {
        AccountFields fields = new();
        FlatObject.Read(ref body, ref fields);
        if (fields.HasBalance)
        {
            var coin = new WalletCoin
            {
                Currency = CurrencyId.Usdt,
                WalletRaw = fields.Balance,
                EquityRaw = fields.Equity,
            };
            desk.OnWallet(in coin, now, fields.At);
        }
        desk.OnMargin(new MarginFigures(fields.Initial, fields.Maintenance, fields.AdjustedEquity), now, fields.At);
    }

    /// <summary>Balances, positions and Greeks, each a list of small objects.</summary>
    private void ReadLists(ref Utf8JsonReader body, Timestamp now)
    {
        VenueFrames.Expect(ref body, JsonTokenType.StartObject);
        while (body.Read() && body.TokenType == JsonTokenType.PropertyName)
        {
            byte list = body.ValueSpan.Length == 1 ? body.ValueSpan[0] : (byte)0;
            VenueFrames.ToValue(ref body);
            if (body.TokenType != JsonTokenType.StartArray || list is not ((byte)'B' or (byte)'P' or (byte)'G'))
            {
                body.Skip();
                continue;
            }
            while (body.Read() && body.TokenType == JsonTokenType.StartObject)
            {
                ListFields fields = new();
                FlatObject.Read(ref body, ref fields);
                if (list == 'B') OnBalance(in fields, now);
                else if (list == 'P') OnPosition(in fields, now);
                else OnGreeks(in fields, now);
            }
        }
    }

    private void OnBalance(in ListFields fields, Timestamp now)
    {
        if (!CurrencyId.TryFind(fields.Asset, out CurrencyId coin)) return;
        long balance = fields.Balance;
        var row = new WalletCoin { Currency = coin, WalletRaw = balance, EquityRaw = balance };
        desk.OnWallet(in row, now, Timestamp.None);
    }

    private void OnPosition(in ListFields fields, Timestamp now)
    {
        PositionRow row = default;
        row.Symbol = fields.Symbol;
        row.Instrument = rows.Context.Resolve(fields.Symbol);
        row.Quantity = new NetQuantity(fields.Contracts);
        row.AveragePrice = new Price(Math.Max(0, fields.AveragePrice));
        desk.OnPosition(in row, 0, now);
        if (row.Quantity.IsZero && rows.Context.Instruments.Find(row.Instrument) is { } instrument
            && instrument.Terms.Expiry <= now) deliveries.Ask();
    }

    private void OnGreeks(in ListFields fields, Timestamp now)
    {
        ReadOnlySpan<byte> underlying = fields.Underlying;
        if (underlying.EndsWith("USDT"u8)) underlying = underlying[..^4];
        if (!CurrencyId.TryFind(underlying, out CurrencyId coin)) return;
        if (!double.IsFinite(fields.Delta + fields.Gamma + fields.Vega + fields.Theta)) return;
        var greeks = new CoinGreeksReported(coin, fields.Delta, fields.Gamma, fields.Vega, fields.Theta);
        desk.OnGreeks(in greeks, now, Timestamp.None);
    }

    private void ReadRisk(ref Utf8JsonReader body)
    {
        ListFields fields = new();
        FlatObject.Read(ref body, ref fields);
        LogRisk(logger, Encoding.UTF8.GetString(fields.Symbol));
    }

    [LoggerMessage(EventId = LogEvents.BinanceRiskLevel, Level = LogLevel.Warning,
        Message = "Binance options account: the venue sets its risk level to {Level}; REDUCE_ONLY refuses what opens")]
    private static partial void LogRisk(ILogger logger, string level);
}

using System.Globalization;
using System.Text.Json;
using TradingAgent.Exchange.Accounts;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Accounts;

/// <summary>One kind of money out of a ledger entry: a trade has its result and its commission apart.</summary>
internal readonly record struct IncomeRow(string Type, decimal Amount, LedgerEntry Entry)
{
    public InstrumentId Instrument => Entry.Instrument;

    public static IEnumerable<IncomeRow> Of(LedgerEntry entry)
    {
        if (entry.Kind is LedgerKind.TransferIn or LedgerKind.TransferOut)
        {
            yield return new IncomeRow("TRANSFER", entry.CashFlow, entry);
            yield break;
        }
        if (entry.Funding != 0) yield return new IncomeRow("FUNDING_FEE", entry.Funding, entry);
        // The venue's own spelling.
        string result = entry.Kind == LedgerKind.Delivery ? "DELIVERED_SETTELMENT" : "REALIZED_PNL";
        if (entry.CashFlow != 0) yield return new IncomeRow(result, entry.CashFlow, entry);
        if (entry.Fee != 0) yield return new IncomeRow("COMMISSION", -entry.Fee, entry);
    }

    public void Write(Utf8JsonWriter json, string symbol)
    {
        json.WriteStartObject();
        json.WriteString("symbol"u8, symbol);
        json.WriteString("incomeType"u8, Type);
        json.Decimal("income"u8, Amount);
        json.WriteString("asset"u8, Entry.Currency.Code);
        json.WriteString("info"u8, Type);
        json.WriteNumber("time"u8, Entry.Time.Milliseconds);
        json.WriteNumber("tranId"u8, Entry.Id);
        bool isTrade = Entry.Execution > 0;
        json.WriteString("tradeId"u8, isTrade ? Entry.Execution.ToString(CultureInfo.InvariantCulture) : "");
        json.WriteEndObject();
    }
}

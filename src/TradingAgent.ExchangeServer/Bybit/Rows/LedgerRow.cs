using System.Text.Json;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Bybit.Rows;

/// <summary>A row of the transaction log.</summary>
internal static class LedgerRow
{
    /// <param name="json">Where to.</param>
    /// <param name="instrument">Null for transfers.</param>
    /// <param name="entry">The movement.</param>
    public static void Write(Utf8JsonWriter json, ListedInstrument? instrument, in LedgerEntry entry)
    {
        int lot = instrument is null ? 0 : JsonText.DecimalsOf(instrument.Terms.Lot.Raw);
        json.WriteStartObject();
        json.WriteString("id"u8, entry.Account.Index + "_" + instrument?.Symbol + "_" + entry.Id);
        json.WriteString("symbol"u8, instrument?.Symbol ?? "");
        json.WriteString("category"u8, instrument is null ? "" : Categories.Of(instrument.Terms.Kind).NameOf());
        json.WriteString("side"u8, entry.Side == Side.None ? "None" : Words.Of(entry.Side));
        json.Moment("transactionTime"u8, entry.Time);
        json.WriteString("type"u8, Words.Of(entry.Kind));
        json.WriteString("transSubType"u8, ""u8);
        json.Decimal("qty"u8, entry.Quantity.Magnitude.Raw, lot);
        json.Decimal("size"u8, entry.Quantity.Raw, lot);
        json.WriteString("currency"u8, entry.Currency.Code);
        json.Decimal("tradePrice"u8, entry.Price.Raw, 0);
        json.Decimal("funding"u8, entry.Funding);
        json.Decimal("fee"u8, entry.Fee);
        json.Decimal("cashFlow"u8, entry.CashFlow);
        json.Decimal("change"u8, entry.Change);
        json.Decimal("cashBalance"u8, entry.Balance);
        json.Decimal("feeRate"u8, entry.FeeRate);
        json.WriteString("bonusChange"u8, ""u8);
        if (entry.Execution == 0) json.WriteString("tradeId"u8, ""u8);
        else json.WriteString("tradeId"u8, VenueUuid.Of(VenueUuid.Execution, entry.Execution));
        if (entry.Order.IsNone) json.WriteString("orderId"u8, ""u8);
        else json.WriteString("orderId"u8, VenueUuid.Of(VenueUuid.Order, entry.Order.Value));
        json.WriteString("orderLinkId"u8, entry.ClientId ?? "");
        json.WriteString("extraFees"u8, ""u8);
        json.WriteEndObject();
    }
}

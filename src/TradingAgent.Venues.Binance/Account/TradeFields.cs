namespace TradingAgent.Venues.Binance.Account;

/// <summary>A row of our trades over REST, of futures or of options.</summary>
internal ref struct TradeFields : IFieldSink
{
    public ReadOnlySpan<byte> Symbol;
    public ReadOnlySpan<byte> Id;

    /// <summary>Options name a trade by this; their id is another's.</summary>
    public ReadOnlySpan<byte> TradeId;
    public ReadOnlySpan<byte> OrderId;
    public ReadOnlySpan<byte> FeeAsset;
    public Side Side;
    public long Price;
    public long Quantity;
    public long Fee;
    public bool IsMaker;
    public Timestamp At;

    public void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("symbol"u8)) Symbol = value;
        else if (name.SequenceEqual("id"u8)) Id = value;
        else if (name.SequenceEqual("tradeId"u8)) TradeId = value;
        else if (name.SequenceEqual("orderId"u8)) OrderId = value;
        else if (name.SequenceEqual("commissionAsset"u8) || name.SequenceEqual("quoteAsset"u8)) FeeAsset = value;
        else if (name.SequenceEqual("side"u8)) Side = BinanceWords.SideOf(value);
        else if (name.SequenceEqual("price"u8)) Price = FieldText.Positive(value);
        else if (name.SequenceEqual("qty"u8) || name.SequenceEqual("quantity"u8))
            Quantity = FieldText.Positive(value);
        else if (name.SequenceEqual("commission"u8) || name.SequenceEqual("fee"u8)) Fee = FieldText.Amount(value);
        else if (name.SequenceEqual("maker"u8)) IsMaker = value.SequenceEqual("true"u8);
        else if (name.SequenceEqual("liquidity"u8)) IsMaker = value.SequenceEqual("MAKER"u8);
        else if (name.SequenceEqual("time"u8)) At = FieldText.Moment(value);
    }
}

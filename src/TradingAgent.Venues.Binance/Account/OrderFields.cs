namespace TradingAgent.Venues.Binance.Account;

/// <summary>
/// An order as any of the venue's roads tells it: one-letter names on the account's stream, words over REST. Numbers of
/// orders are 64 bits and never go through a double.
/// </summary>
internal ref struct OrderFields : IFieldSink
{
    public ReadOnlySpan<byte> Symbol;
    public ReadOnlySpan<byte> ClientId;
    public ReadOnlySpan<byte> OrderId;
    public ReadOnlySpan<byte> TradeId;
    public ReadOnlySpan<byte> Event;
    public ReadOnlySpan<byte> Status;
    public ReadOnlySpan<byte> Force;
    public ReadOnlySpan<byte> FeeAsset;
    public ReadOnlySpan<byte> PositionSide;
    public Side Side;
    public long Price;
    public long Quantity;
    public long Filled;
    public long LastPrice;
    public long LastQuantity;
    public long Fee;
    public long ExpiryReason;
    public bool IsMaker;
    public Timestamp UpdatedAt;

    /// <summary>Over REST only.</summary>
    public Timestamp CreatedAt;

    public void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.Length == 1) SetStreamed(name[0], value);
        else if (name.SequenceEqual("er"u8)) ExpiryReason = FieldText.Whole(value);
        else if (name.SequenceEqual("ps"u8)) PositionSide = value;
        else SetWord(name, value);
    }

    private void SetStreamed(byte name, ReadOnlySpan<byte> value)
    {
        switch (name)
        {
            case (byte)'s':
                Symbol = value;
                break;
            case (byte)'c':
                ClientId = value;
                break;
            case (byte)'i':
                OrderId = value;
                break;
            case (byte)'t':
                TradeId = value;
                break;
            case (byte)'x':
                Event = value;
                break;
            case (byte)'X':
                Status = value;
                break;
            case (byte)'f':
                Force = value;
                break;
            case (byte)'S':
                Side = BinanceWords.SideOf(value);
                break;
            case (byte)'p':
                Price = FieldText.Positive(value);
                break;
            case (byte)'q':
                Quantity = FieldText.Positive(value);
                break;
            case (byte)'z':
                Filled = FieldText.Positive(value);
                break;
            default:
                SetExecution(name, value);
                break;
        }
    }

    private void SetExecution(byte name, ReadOnlySpan<byte> value)
    {
        switch (name)
        {
            case (byte)'L':
                LastPrice = FieldText.Positive(value);
                break;
            case (byte)'l':
                LastQuantity = FieldText.Positive(value);
                break;
            case (byte)'N':
                FeeAsset = value;
                break;
            case (byte)'n':
                Fee = FieldText.Amount(value);
                break;
            case (byte)'m':
                IsMaker = value.SequenceEqual("true"u8);
                break;
            case (byte)'T':
                UpdatedAt = FieldText.Moment(value);
                break;
        }
    }

    private void SetWord(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("symbol"u8)) Symbol = value;
        else if (name.SequenceEqual("clientOrderId"u8)) ClientId = value;
        else if (name.SequenceEqual("orderId"u8)) OrderId = value;
        else if (name.SequenceEqual("status"u8)) Status = value;
        else if (name.SequenceEqual("timeInForce"u8)) Force = value;
        else if (name.SequenceEqual("positionSide"u8)) PositionSide = value;
        else if (name.SequenceEqual("side"u8)) Side = BinanceWords.SideOf(value);
        else if (name.SequenceEqual("price"u8)) Price = FieldText.Positive(value);
        else if (name.SequenceEqual("origQty"u8) || name.SequenceEqual("quantity"u8))
            Quantity = FieldText.Positive(value);
        else if (name.SequenceEqual("executedQty"u8)) Filled = FieldText.Positive(value);
        else if (name.SequenceEqual("updateTime"u8)) UpdatedAt = FieldText.Moment(value);
        else if (name.SequenceEqual("time"u8) || name.SequenceEqual("createTime"u8))
            CreatedAt = FieldText.Moment(value);
    }
}

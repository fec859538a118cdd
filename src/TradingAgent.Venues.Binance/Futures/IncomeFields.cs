namespace TradingAgent.Venues.Binance.Futures;

/// <summary>A row of the income list.</summary>
internal ref struct IncomeFields : IFieldSink
{
    public ReadOnlySpan<byte> Symbol;
    public ReadOnlySpan<byte> Type;
    public ReadOnlySpan<byte> Asset;
    public ReadOnlySpan<byte> Id;
    public ReadOnlySpan<byte> AmountText;
    public Timestamp At;

    public void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("symbol"u8)) Symbol = value;
        else if (name.SequenceEqual("incomeType"u8)) Type = value;
        else if (name.SequenceEqual("asset"u8)) Asset = value;
        else if (name.SequenceEqual("tranId"u8)) Id = value;
        else if (name.SequenceEqual("income"u8)) AmountText = value;
        else if (name.SequenceEqual("time"u8)) At = FieldText.Moment(value);
    }

    /// <summary>Of a coin that this build knows; of others it may be more than our numbers hold.</summary>
    public readonly long Amount => FieldText.Amount(AmountText);

    /// <summary>Funding, of which the venue has two kinds.</summary>
    public readonly bool IsFunding => Type.EndsWith("FUNDING_FEE"u8);

    /// <summary>Trades tell it: fees, profit, and what a delivery brought.</summary>
    public readonly bool IsToldElsewhere =>
        Type.Length == 0 || Type.SequenceEqual("COMMISSION"u8) || Type.SequenceEqual("REALIZED_PNL"u8)
        || Type.SequenceEqual("DELIVERED_SETTELMENT"u8);

    /// <summary>A movement's number is one only within its kind.</summary>
    public readonly ExecutionId Execution => ExecutionId.Of(
        [.. "income|"u8, .. Type, (byte)'|', .. Id, (byte)'|', .. Asset, (byte)'|', .. Symbol]);
}

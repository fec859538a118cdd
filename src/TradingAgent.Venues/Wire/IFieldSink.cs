namespace TradingAgent.Venues.Wire;

/// <summary>A row that takes its fields one by one, as the text that stood there.</summary>
internal interface IFieldSink
{
    /// <summary>Takes a field's text, without quotes; unknown names are passed over.</summary>
    void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value);
}

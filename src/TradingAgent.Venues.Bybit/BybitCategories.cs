namespace TradingAgent.Venues.Bybit;

/// <summary>A category's name on the wire, its stream, its budget, and which instruments are in it.</summary>
internal static class BybitCategories
{
    public static readonly BybitCategory[] All = [BybitCategory.Linear, BybitCategory.Inverse, BybitCategory.Option];

    public static ReadOnlySpan<byte> Utf8(this BybitCategory category) => category switch
    {
        BybitCategory.Linear => "linear"u8,
        BybitCategory.Inverse => "inverse"u8,
        _ => "option"u8,
    };

    public static string Text(this BybitCategory category) => category switch
    {
        BybitCategory.Linear => "linear",
        BybitCategory.Inverse => "inverse",
        _ => "option",
    };

    public static VenueStream Stream(this BybitCategory category) => category switch
    {
        BybitCategory.Linear => VenueStream.LinearMarket,
        BybitCategory.Inverse => VenueStream.InverseMarket,
        _ => VenueStream.OptionMarket,
    };

    /// <summary>Index of the category's message budget: linear and inverse share one, options have their own.</summary>
    public static int Budget(this BybitCategory category) => category == BybitCategory.Option ? 1 : 0;

    public static BybitCategory Of(in InstrumentTerms terms)
    {
        if (terms.IsOption) return BybitCategory.Option;
        return terms.IsInverse ? BybitCategory.Inverse : BybitCategory.Linear;
    }
}

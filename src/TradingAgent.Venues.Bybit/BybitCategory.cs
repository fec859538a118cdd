namespace TradingAgent.Venues.Bybit;

/// <summary>The venue's product categories that we trade.</summary>
internal enum BybitCategory : byte
{
    Linear,
    Inverse,
    Option,
}

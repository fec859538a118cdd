namespace TradingAgent.Quant.Options;

/// <summary>Reading a <see cref="PricingStatus"/>.</summary>
public static class PricingStatuses
{
    /// <summary>True when the valuation carries values.</summary>
    public static bool HasValue(this PricingStatus status) => status <= PricingStatus.AtExpiry;
}

namespace TradingAgent.Exchange.MarketSources.Generated;

/// <summary>One expiry of a chain and its options in order of listing.</summary>
internal sealed class OptionExpiry(Timestamp expiry)
{
    public readonly Timestamp Expiry = expiry;
    public readonly List<OptionLeg> Legs = [];

    /// <summary>Strikes listed so far, lowest and highest.</summary>
    public double StrikeMin = double.MaxValue;

    public double StrikeMax;

    /// <summary>Distance of its strikes, USD.</summary>
    public decimal Step;
}

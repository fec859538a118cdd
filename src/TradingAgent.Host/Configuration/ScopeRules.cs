namespace TradingAgent.Host.Configuration;

/// <summary>What the configured scope says of one instrument.</summary>
internal static class ScopeRules
{
    /// <summary>Its underlying is one of ours.</summary>
    public static bool IsInScope(ScopeOptions scope, Instrument instrument) =>
        scope.Underlyings.Contains(instrument.Terms.BaseCoin.Code);

    /// <summary>It counts in risk.</summary>
    public static bool IsCounted(ScopeOptions scope, Instrument instrument) =>
        IsInScope(scope, instrument) && Fits(scope.Counted, instrument);

    /// <summary>It may be traded; what does not count may not.</summary>
    public static bool IsTradable(ScopeOptions scope, Instrument instrument) =>
        IsCounted(scope, instrument) && Fits(scope.Tradable, instrument);

    private static bool Fits(IReadOnlyList<string> patterns, Instrument instrument) =>
        InstrumentPattern.Matches(patterns, instrument.Terms.Venue.ToString(), instrument.Symbol);
}

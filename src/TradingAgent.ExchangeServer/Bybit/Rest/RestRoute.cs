namespace TradingAgent.ExchangeServer.Bybit.Rest;

/// <summary>
/// Answers a call by writing its result's JSON value; on failure whatever was written is thrown away.
/// </summary>
internal delegate Answer CallHandler(VenueCall call);

/// <summary>One path of the REST interface.</summary>
/// <param name="Verb">GET or POST.</param>
/// <param name="Path">The path, exactly.</param>
/// <param name="IsSigned">True when a key is needed.</param>
/// <param name="Group">Which limit it counts against.</param>
/// <param name="Handler">What it does, on the exchange thread.</param>
internal sealed record RestRoute(string Verb, string Path, bool IsSigned, RateGroup Group, CallHandler Handler)
{
    /// <summary>True when a key that may only look is refused.</summary>
    public bool Changes => Verb == "POST";

    /// <summary>True for requests that faults of orders may befall.</summary>
    public bool IsOrder => Group is >= RateGroup.Create and <= RateGroup.CancelBatch;
}

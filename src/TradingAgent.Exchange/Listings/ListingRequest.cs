namespace TradingAgent.Exchange.Listings;

/// <summary>What a market source asks to be listed; the exchange gives the id.</summary>
/// <param name="Symbol">The venue's symbol, unique among everything ever listed.</param>
/// <param name="Terms">The contract.</param>
/// <param name="Listing">The rest of the catalogue row.</param>
public readonly record struct ListingRequest(string Symbol, InstrumentTerms Terms, ListingTerms Listing);

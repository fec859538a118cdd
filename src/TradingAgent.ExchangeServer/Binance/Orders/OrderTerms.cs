using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;

namespace TradingAgent.ExchangeServer.Binance.Orders;

/// <summary>A new order as it was read from a request.</summary>
/// <param name="Instrument">What it is for.</param>
/// <param name="Request">What the exchange is asked.</param>
/// <param name="Note">What it does not know.</param>
internal sealed record OrderTerms(ListedInstrument Instrument, PlaceRequest Request, OrderNote Note);

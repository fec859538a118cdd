namespace TradingAgent.Exchange.Accounts;

/// <summary>A position an account is opened with; the market takes the other side.</summary>
/// <param name="Instrument">What is held.</param>
/// <param name="Quantity">Signed size.</param>
/// <param name="AveragePrice">What it cost; for options the premium is taken as paid before the account was
/// opened.</param>
public readonly record struct StartingPosition(InstrumentId Instrument, NetQuantity Quantity, Price AveragePrice);

namespace TradingAgent.Exchange.Accounts;

/// <summary>Margins of one position in its settle coin.</summary>
/// <param name="Position">Initial margin of what is held.</param>
/// <param name="Orders">Further initial margin if the open orders filled.</param>
/// <param name="Maintenance">Below this the position is liquidated.</param>
internal readonly record struct PositionMargin(double Position, double Orders, double Maintenance);

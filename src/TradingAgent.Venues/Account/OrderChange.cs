namespace TradingAgent.Venues.Account;

/// <summary>What an order row says that we had not said yet.</summary>
internal enum OrderChange : byte
{
    Nothing,
    Accepted,
    Amended,
    Cancelled,
    Rejected,
}

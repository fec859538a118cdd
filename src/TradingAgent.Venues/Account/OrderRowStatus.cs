namespace TradingAgent.Venues.Account;

/// <summary>The venue's order states, folded to what they mean.</summary>
internal enum OrderRowStatus : byte
{
    /// <summary>A word we do not know.</summary>
    Other,
    Open,
    Filled,
    Cancelled,
    Rejected,
}

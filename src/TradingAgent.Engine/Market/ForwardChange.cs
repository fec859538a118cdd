namespace TradingAgent.Engine.Market;

/// <summary>What a message did to the forward of an expiry.</summary>
internal enum ForwardChange : byte
{
    None,
    Moved,

    /// <summary>It moved, and comes from elsewhere than before: the trust in every leg of the expiry changes.</summary>
    OtherSource,
}

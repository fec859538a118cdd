namespace TradingAgent.ExchangeServer;

/// <summary>What can go wrong with an order request.</summary>
public enum BinanceFault
{
    None,

    /// <summary>Done, but answered with 503 «Unknown error»: the client cannot know.</summary>
    DoneButUnknown,

    /// <summary>Not done, and answered in the same words.</summary>
    NotDoneButUnknown,

    /// <summary>Not done, and said so: 503 «Service Unavailable.»</summary>
    Unavailable,

    /// <summary>Done, and the connection is cut before the answer.</summary>
    DoneThenCut,
}

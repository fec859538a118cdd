namespace TradingAgent.ExchangeServer.Faults;

/// <summary>What can go wrong with an order request.</summary>
public enum OrderFault
{
    None,

    /// <summary>Done, but answered with a server error: the client cannot know.</summary>
    DoneButUnknown,

    /// <summary>Not done, and answered in the same words.</summary>
    NotDoneButUnknown,

    /// <summary>Not done, and said so: the venue has no time for it.</summary>
    Unavailable,

    /// <summary>Done, and never answered; over REST the connection is cut instead.</summary>
    DoneThenCut,
}

namespace TradingAgent.ExchangeServer.Bybit.Topics;

/// <summary>
/// The update number of one depth of a book, and the state of the book that it stands for. One means that the venue's
/// service was started anew, which ours never is.
/// </summary>
internal sealed class BookNumber
{
    public long Update { get; private set; } = 1;

    /// <summary>The book's count of changes when it was last looked at.</summary>
    public long Seen { get; set; } = -1;

    public void Rise() => Update++;
}

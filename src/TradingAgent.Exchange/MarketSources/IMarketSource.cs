namespace TradingAgent.Exchange.MarketSources;

/// <summary>
/// The rest of the world: drives index, forwards and volatilities, and acts for the background participants. It works
/// through the desk alone, has no clock, and is called by one thread.
/// </summary>
public interface IMarketSource
{
    /// <summary>
    /// When it next wants to act; <see cref="Timestamp.Never"/> when it has nothing more. Never before the last step.
    /// </summary>
    Timestamp NextDue { get; }

    /// <summary>Called once, before anything else: list the instruments, set first prices, fill the books.</summary>
    void Open(IMarketDesk desk, Timestamp now);

    /// <summary>Called with <paramref name="now"/> equal to <see cref="NextDue"/>, which must then move on.</summary>
    void Step(Timestamp now);
}

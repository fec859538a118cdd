using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Fuzzing;

/// <summary>
/// A reader over REST as if it were a stream: each frame is the venue's answer to whatever the reader asks. Who asks
/// lives through an answer that is none and through a body that is not the venue's; whatever else comes out is a
/// finding.
/// </summary>
/// <param name="answers">What the reader's requests go to.</param>
/// <param name="isAskedAgain">True of a body upon which the reader waits and asks anew.</param>
/// <param name="ask">The reader.</param>
internal sealed class RestFeed(RestAnswers answers, Func<byte[], bool> isAskedAgain, Func<Task> ask) : IVenueProtocol
{
    public void OnOpened(WireTime time, IWire wire)
    {
    }

    public bool OnMessage(ReadOnlySpan<byte> message, WireTime time, IWire wire)
    {
        byte[] body = message.ToArray();
        if (isAskedAgain(body)) return false;
        answers.Body = body;
        try
        {
            ask().GetAwaiter().GetResult();
            return true;
        }
        catch (Exception e) when (e is VenueUnreachableException or VenueSetupException || VenueFrames.IsBadFrame(e))
        {
            return false;
        }
    }

    /// <summary>A list of contracts whose steps and sizes can be counted with.</summary>
    /// <exception cref="ArithmeticException">One of them cannot.</exception>
    public static async Task CheckAsync(Task<VenueCatalog> load)
    {
        foreach (Instrument instrument in (await load.ConfigureAwait(false)).Instruments)
        {
            InstrumentTerms terms = instrument.Terms;
            bool isSane = terms.Tick.Raw > 0 && terms.Lot.Raw > 0 && terms.Multiplier.Raw > 0
                && terms.QuantityMin.Raw >= 0 && terms.QuantityMax.Raw >= 0;
            bool hasStrike = !terms.IsOption || terms.Strike.Raw > 0;
            if (!isSane || !hasStrike) throw new ArithmeticException($"{instrument.Symbol} is listed with {terms}");
        }
    }

    public void OnTick(WireTime time, IWire wire)
    {
    }

    public bool OnWriting(long tag, WireTime time) => false;

    public void OnClosed(WireTime time)
    {
    }
}

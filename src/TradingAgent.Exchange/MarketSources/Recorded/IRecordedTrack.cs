using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.MarketSources.Generated;

namespace TradingAgent.Exchange.MarketSources.Recorded;

/// <summary>
/// One recorded perpetual: it quotes and trades that instrument and says where the price is; the market derives the
/// coin's other instruments from it.
/// </summary>
public interface IRecordedTrack
{
    /// <summary>The base coin.</summary>
    CurrencyId Coin { get; }

    /// <summary>True for the coin-margined perpetual.</summary>
    bool IsInverse { get; }

    /// <summary>The earliest moment at which it can quote, at or after the last <see cref="Seek"/>.</summary>
    Timestamp Start { get; }

    /// <summary>When it next has something to do; <see cref="Timestamp.Never"/> when it is over.</summary>
    Timestamp NextDue { get; }

    /// <summary>USD per coin; the middle of its market, or the last one known.</summary>
    double Mid { get; }

    /// <summary>A volatility per year read from what was skipped or comes first; 0 when it cannot say.</summary>
    double OpeningVolatility { get; }

    /// <summary>What was odd and whether it is over.</summary>
    RecordingReport Report { get; }

    /// <summary>Moves forward to a moment without showing anything. False when the recording ends before it.</summary>
    bool Seek(Timestamp time);

    /// <summary>The contracts with tick and lot as recorded.</summary>
    CoinContracts Refine(CoinContracts contracts);

    /// <summary>Fills the book of the instrument it plays from now on.</summary>
    /// <param name="desk">Where to act.</param>
    /// <param name="instrument">What the recording is played as.</param>
    /// <param name="terms">Its contract.</param>
    /// <param name="shape">Sizes and rates for what the recording does not say.</param>
    /// <param name="now">Exchange time; not before <see cref="Start"/>.</param>
    void Open(IMarketDesk desk, InstrumentId instrument, in InstrumentTerms terms, LadderShape shape, Timestamp now);

    /// <summary>Plays what is due.</summary>
    void Step(Timestamp now);
}

using TradingAgent.Exchange.MarketSources.Generated;

namespace TradingAgent.Exchange.MarketSources.Recorded;

/// <summary>A future or perpetual that was not recorded: makers about a derived price, takers at random.</summary>
internal sealed class DerivedFuture(LadderMaker ladder, LadderShape shape, Chance chance, Timestamp now)
{
    private long _takeAt = now.Nanoseconds + Wait(chance, shape.TakersPerSecond);
    private long _refreshAt = now.Nanoseconds + Wait(chance, shape.RefreshesPerSecond);

    public InstrumentId Instrument => ladder.Instrument;

    public Timestamp NextDue => new(Math.Min(_takeAt, _refreshAt));

    public void Requote(double fair) => ladder.Requote(fair);

    public void Withdraw() => ladder.Withdraw();

    /// <summary>Plays what is due; nothing happens in a book that is withdrawn.</summary>
    public void Step(Timestamp now)
    {
        if (_takeAt <= now.Nanoseconds)
        {
            ladder.Take(flow: 0);
            _takeAt = now.Nanoseconds + Wait(chance, shape.TakersPerSecond);
        }
        else
        {
            ladder.Refresh();
            _refreshAt = now.Nanoseconds + Wait(chance, shape.RefreshesPerSecond);
        }
    }

    private static long Wait(Chance chance, double perSecond) => 1 + (long)(chance.Exponential(1 / perSecond) * 1e9);
}

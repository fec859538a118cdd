using TradingAgent.Exchange;
using TradingAgent.Exchange.Listings;

namespace TradingAgent.ExchangeServer.Bybit.Rest;

/// <summary>
/// Open interest of every future and perpetual since the server began, looked at every five minutes of exchange time,
/// which is the finest step the venue tells. The oldest looks are forgotten after a week.
/// </summary>
internal sealed class InterestHistory(SimulatedExchange exchange)
{
    /// <summary>The step, in milliseconds.</summary>
    public const long StepMilliseconds = 5 * 60_000;

    private const int KeptMax = 7 * 24 * 12;

    private readonly Dictionary<InstrumentId, Queue<InterestLook>> _looks = [];
    private long _dueMilliseconds;

    /// <summary>Looks at everything when a step has begun.</summary>
    public void Sample(Timestamp now)
    {
        if (now.Milliseconds < _dueMilliseconds) return;
        long start = now.Milliseconds / StepMilliseconds * StepMilliseconds;
        _dueMilliseconds = start + StepMilliseconds;
        foreach (ListedInstrument instrument in exchange.Instruments)
        {
            if (instrument.Terms.IsOption || instrument.Status != InstrumentStatus.Trading) continue;
            if (!_looks.TryGetValue(instrument.Id, out Queue<InterestLook>? looks))
                _looks.Add(instrument.Id, looks = []);
            exchange.ReadTicker(instrument.Id, out TickerSnapshot ticker);
            looks.Enqueue(new InterestLook(start, ticker.OpenInterest));
            if (looks.Count > KeptMax) looks.Dequeue();
        }
    }

    /// <summary>
    /// The looks at the beginnings of intervals, newest first; the first look counts for the one it is in.
    /// </summary>
    /// <param name="instrument">Whose interest.</param>
    /// <param name="length">Milliseconds of an interval, a multiple of the step.</param>
    public IEnumerable<InterestLook> Newest(InstrumentId instrument, long length)
    {
        if (!_looks.TryGetValue(instrument, out Queue<InterestLook>? looks)) yield break;
        InterestLook first = looks.Peek();
        foreach (InterestLook look in looks.Reverse())
        {
            if (look.Milliseconds % length == 0) yield return look;
            else if (look == first) yield return look with { Milliseconds = look.Milliseconds / length * length };
        }
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Market;

/// <summary>
/// How far each touch moved in about the last 200 ms: four samples at least 50 ms apart. An amend towards a touch that
/// is coming at us could cross; this says how fast it comes.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TouchHistory
{
    private const long StepNanoseconds = 50_000_000;
    private Samples _samples;
    private long _count;

    public void Add(Timestamp at, Price bid, Price ask)
    {
        if (_count > 0 && at.Nanoseconds - _samples[(int)((_count - 1) & 3)].At.Nanoseconds < StepNanoseconds) return;
        _samples[(int)(_count & 3)] = new Sample { At = at, Bid = bid, Ask = ask };
        _count++;
    }

    /// <summary>
    /// How far the touch opposite to an order of <paramref name="side"/> came towards it, in raw price units; 0 when it
    /// moved away.
    /// </summary>
    public readonly long MoveTowards(Side side, Price touchNow)
    {
        long worst = 0;
        int held = (int)Math.Min(_count, 4);
        for (int i = 0; i < held; i++)
        {
            Sample sample = _samples[i];
            Price then = side == Side.Buy ? sample.Ask : sample.Bid;
            if (then.Raw <= 0) continue;
            long move = side == Side.Buy ? then.Raw - touchNow.Raw : touchNow.Raw - then.Raw;
            worst = Math.Max(worst, move);
        }
        return worst;
    }

    private struct Sample
    {
        public Timestamp At;
        public Price Bid;
        public Price Ask;
    }

    [InlineArray(4)]
    private struct Samples
    {
        private Sample _first;
    }
}

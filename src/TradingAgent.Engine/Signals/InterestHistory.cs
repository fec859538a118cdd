using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Signals;

/// <summary>
/// Open interest and price of the last hour and a bit, a sample every five minutes, so that the change of both over the
/// same hour is known.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct InterestHistory
{
    private const int Capacity = 16;
    private static readonly Duration Step = Duration.FromSeconds(300);
    private static readonly Duration Span = Duration.FromSeconds(3600);

    /// <summary>An interruption makes the change one over a longer time: by so much it is still «an hour».</summary>
    private static readonly Duration SpanMax = Duration.FromSeconds(4200);

    private Ring _samples;
    private long _taken;
    private InterestSample _last;

    /// <summary>The newest word on the open interest; its time is none before the first.</summary>
    public readonly InterestSample Last => _last;

    /// <summary>Takes the open interest with the price of the same moment.</summary>
    public void Add(double interest, double price, Timestamp now)
    {
        _last = new InterestSample { Interest = interest, Price = price, At = now };
        if (_taken > 0 && now - _samples[(int)((_taken - 1) % Capacity)].At < Step) return;
        _samples[(int)(_taken % Capacity)] = _last;
        _taken++;
    }

    /// <summary>The youngest sample that is an hour older than the newest word; false when there is none.</summary>
    public readonly bool TryHourAgo(out InterestSample sample)
    {
        for (long i = _taken - 1; i >= Math.Max(0, _taken - Capacity); i--)
        {
            sample = _samples[(int)(i % Capacity)];
            Duration age = _last.At - sample.At;
            if (age >= Span) return age <= SpanMax;
        }
        sample = default;
        return false;
    }

    [InlineArray(Capacity)]
    private struct Ring
    {
        private InterestSample _first;
    }
}

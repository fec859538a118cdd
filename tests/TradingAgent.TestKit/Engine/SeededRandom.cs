namespace TradingAgent.TestKit.Engine;

/// <summary>A small generator whose numbers are the same on every machine and for ever (xorshift64*).</summary>
public sealed class SeededRandom
{
    private ulong _state;

    public SeededRandom(ulong seed) => _state = unchecked((seed * 0x9E3779B97F4A7C15UL) ^ 0xD1B54A32D192ED03UL) | 1;

    public ulong Next()
    {
        unchecked
        {
            _state ^= _state >> 12;
            _state ^= _state << 25;
            _state ^= _state >> 27;
            return _state * 0x2545F4914F6CDD1DUL;
        }
    }

    /// <summary>From 0 up to, not including, <paramref name="end"/>.</summary>
    public int Below(int end) => (int)(Next() % (ulong)end);

    /// <summary>From <paramref name="low"/> to <paramref name="high"/>.</summary>
    public double Between(double low, double high) => low + ((high - low) * ((Next() >> 11) / (double)(1UL << 53)));

    /// <summary>True once in <paramref name="times"/>.</summary>
    public bool OnceIn(int times) => Below(times) == 0;

    /// <summary>One of the values.</summary>
    public T Of<T>(IReadOnlyList<T> values) => values[Below(values.Count)];
}

using TradingAgent.Quant.Maths;

namespace TradingAgent.Exchange.MarketSources.Generated;

/// <summary>
/// A seeded generator: SplitMix64 (Steele, Lea and Flood 2014), whose whole state is one counter. Good enough to move
/// prices, the same on every machine, and cheap.
/// </summary>
public sealed class Chance(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A generator of its own for a part of the world, so that parts do not disturb each other.</summary>
    public Chance Fork() => new(Bits());

    /// <summary>64 random bits.</summary>
    public ulong Bits()
    {
        unchecked
        {
            ulong z = _state += 0x9e3779b97f4a7c15UL;
            z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9UL;
            z = (z ^ (z >> 27)) * 0x94d049bb133111ebUL;
            return z ^ (z >> 31);
        }
    }

    /// <summary>Uniform in the open interval (0, 1).</summary>
    public double Uniform() => ((Bits() >> 11) + 0.5) * (1.0 / 9007199254740992.0);

    /// <summary>Uniform in [low, high).</summary>
    public double Between(double low, double high) => low + ((high - low) * Uniform());

    /// <summary>0 to count − 1.</summary>
    public int Below(int count) => (int)(Uniform() * count);

    /// <summary>Standard normal.</summary>
    public double Normal() => NormalDistribution.Inverse(Uniform());

    /// <summary>Exponential with a mean.</summary>
    public double Exponential(double mean) => -mean * Elementary.Log(Uniform());
}

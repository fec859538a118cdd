using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Market;

/// <summary>What the venue last said of one option. A volatility or forward of 0 was not said.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct OptionView
{
    public double MarkVolatility;
    public double Forward;
    public Price Mark;
    public Timestamp At;
    public VenueGreeksChanged Greeks;
    public Timestamp GreeksAt;

    /// <summary>1 while the venue's figures and ours, from its own inputs, are too far apart.</summary>
    public long IsDisputed;
}

using System.Runtime.InteropServices;
using TradingAgent.Quant.Volatility;

namespace TradingAgent.Engine.Signals;

/// <summary>The bars of one underlying: the one that forms, what the closed ones say, and the ticks within.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BarTrack
{
    public BarVolatility Window;
    public TwoScaleVariance Ticks;
    public EwmaVariance Smooth;
    public EwmaVariance Realised;
    public double Open;
    public double High;
    public double Low;
    public double Close;
    public double LastOpen;
    public double LastHigh;
    public double LastLow;
    public double LastClose;
    public double TrueRange;

    /// <summary>Bars closed, ever.</summary>
    public long Closed;

    /// <summary>Bars in the true range.</summary>
    public long Ranges;

    /// <summary>Ticks in the bar that forms.</summary>
    public long Count;

    /// <summary>Return of the last closed bar when the one before it closed too.</summary>
    public double LastReturn;

    public int HasReturn;

    /// <summary>Spans without a tick since the last bar.</summary>
    public int Silent;
}

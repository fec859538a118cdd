using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Market;

/// <summary>The last fitted smile of one expiry slot, and what became of the last fit.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SmileView
{
    public Timestamp Expiry;
    public double A;
    public double B;
    public double Rho;
    public double M;
    public double Sigma;

    /// <summary>Time to expiry that its total variances are for.</summary>
    public double YearFraction;

    public double ErrorVolPoints;

    /// <summary>The |ln K/F| up to which it may be used.</summary>
    public double Reach;

    /// <summary>When the smile in use was fitted; none without one.</summary>
    public Timestamp At;

    public int Underlying;
    public int Venue;
    public int Quotes;

    /// <summary>The SurfaceStatus of the last fit: when it was refused, an earlier one is in use.</summary>
    public int LastStatus;
}

using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Signals;

/// <summary>Open interest and reference price at one moment; interest in the contract's own unit.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct InterestSample
{
    public double Interest;
    public double Price;
    public Timestamp At;
}

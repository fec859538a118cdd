using System.Runtime.InteropServices;
using TradingAgent.Domain.Identity;
using TradingAgent.Domain.Orders;
using TradingAgent.Domain.Time;

namespace TradingAgent.Domain.Reports;

/// <summary>A limit that was broken and stays so until an operator clears it by name.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Breach
{
    /// <summary>When its mode was set.</summary>
    public Timestamp Since { get; init; }

    /// <summary>The figure that broke it: USD, or a share, as the limit is.</summary>
    public double Measured { get; init; }

    /// <summary>What it was held against.</summary>
    public double Bound { get; init; }

    /// <summary>The instrument it is about, or none.</summary>
    public InstrumentId Instrument { get; init; }

    public LimitKind Limit { get; init; }

    /// <summary>The underlying it holds for; none holds for everything.</summary>
    public UnderlyingId Underlying { get; init; }

    public TradingMode Mode { get; init; }

    /// <summary>Fills the struct: state that is hashed has no hole.</summary>
    public byte Reserved { get; init; }
}

using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Kernel;

/// <summary>A value that an operator put over the configured one.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct ParameterOverride(double Value, ParameterId Id, UnderlyingId Underlying)
{
    /// <summary>Fills the struct: state that is hashed has no hole.</summary>
    public byte Reserved { get; init; }

    /// <inheritdoc cref="Reserved"/>
    public int Reserved2 { get; init; }
}

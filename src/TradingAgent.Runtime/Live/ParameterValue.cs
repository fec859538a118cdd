namespace TradingAgent.Runtime.Live;

/// <summary>One parameter as the host's mapper gives it.</summary>
/// <param name="Id">Which.</param>
/// <param name="Underlying">For one underlying, or none for the default.</param>
/// <param name="Instrument">For one instrument, or none.</param>
/// <param name="Value">In the parameter's unit.</param>
public readonly record struct ParameterValue(
    ParameterId Id, UnderlyingId Underlying, InstrumentId Instrument, double Value);

namespace TradingAgent.Runtime.Live;

/// <summary>The parameters in force: set at the start, again for new listings, and anew while running.</summary>
public sealed partial class LiveRuntime
{
    private readonly Lock _parametersLock = new();
    private Func<InstrumentTable, IReadOnlyList<ParameterValue>>? _parameters;
    private ulong _configDigest;

    /// <summary>Sets parameters; they take effect together.</summary>
    public void SetParameters(IReadOnlyList<ParameterValue> values, ulong digest)
    {
        // Two sets must not run into each other: what is between one's begin and its end is the other's, too.
        lock (_parametersLock)
        {
            ParametersMarker marker = new(values.Count, digest);
            Publish(new EngineEvent { Kind = EventKind.ParametersBegin, Parameters = marker });
            foreach (ParameterValue value in values)
            {
                Publish(new EngineEvent
                {
                    Kind = EventKind.ParameterSet,
                    Instrument = value.Instrument,
                    Parameter = new ParameterSet((ushort)value.Id, value.Underlying, value.Value),
                });
            }
            Publish(new EngineEvent { Kind = EventKind.ParametersEnd, Parameters = marker });
        }
    }

    /// <summary>
    /// Puts another configuration in force, through the journal like every other; instruments listed later get it, too.
    /// </summary>
    /// <param name="parameters">The parameters, given what is listed.</param>
    /// <param name="digest">Of the whole configuration.</param>
    public void Reconfigure(Func<InstrumentTable, IReadOnlyList<ParameterValue>> parameters, ulong digest)
    {
        lock (_parametersLock)
        {
            (_parameters, _configDigest) = (parameters, digest);
            SetConfigured();
        }
    }

    /// <summary>A set of parameters is whole or nothing, so that new instruments mean all of it again.</summary>
    private void SetConfigured()
    {
        lock (_parametersLock)
        {
            if (_parameters is null) (_parameters, _configDigest) = (_settings.Parameters, _settings.ConfigDigest);
            SetParameters(_parameters(Instruments), _configDigest);
        }
    }
}

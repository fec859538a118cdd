namespace TradingAgent.Engine.Scaling.Policies;

/// <summary>The values of one policy's parameters as configured, read by name; for checks before they are in
/// force.</summary>
public sealed class PolicyValues
{
    private readonly PolicyDefinition _definition;
    private readonly double[] _values;

    /// <param name="definition">The policy.</param>
    /// <param name="values">In the order of its parameters.</param>
    public PolicyValues(PolicyDefinition definition, double[] values) => (_definition, _values) = (definition, values);

    /// <summary>A parameter's value.</summary>
    /// <exception cref="ArgumentException">The policy has no such parameter.</exception>
    public double this[string name]
    {
        get
        {
            for (int i = 0; i < _values.Length; i++)
                if (_definition.Parameters[i].Name == name) return _values[i];
            throw new ArgumentException($"{_definition.Name} has no parameter {name}", nameof(name));
        }
    }
}

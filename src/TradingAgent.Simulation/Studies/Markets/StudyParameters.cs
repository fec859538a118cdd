using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Scaling.Policies;
using TradingAgent.Runtime.Live;

namespace TradingAgent.Simulation.Studies.Markets;

/// <summary>
/// Parameters and policies of a study by name, for studies that bring their own composition. Perpetuals may be traded,
/// options not.
/// </summary>
public sealed class StudyParameters
{
    private readonly List<ParameterValue> _values = [];
    private int _slots;

    /// <summary>Sets a parameter, for all underlyings.</summary>
    public StudyParameters With(ParameterId id, double value)
    {
        _values.Add(new ParameterValue(id, UnderlyingId.None, InstrumentId.None, value));
        return this;
    }

    /// <summary>Adds a policy on some coins; what is not given has its default.</summary>
    /// <exception cref="ArgumentException">There is no such policy or parameter.</exception>
    public StudyParameters WithPolicy(
        string name, IReadOnlyList<CurrencyId> coins, params ReadOnlySpan<(string Name, double Value)> values)
    {
        PolicyDefinition definition = PolicyList.Find(name)
            ?? throw new ArgumentException($"There is no policy {name}.", nameof(name));
        double[] own = [.. definition.Parameters.Select(parameter => parameter.Default)];
        foreach ((string key, double value) in values)
        {
            int at = definition.Parameters.Select(parameter => parameter.Name).ToList().IndexOf(key);
            if (at < 0) throw new ArgumentException($"{name} has no parameter {key}.", nameof(values));
            own[at] = value;
        }
        int slot = _slots++;
        Add(PolicyTable.KindPath(slot), UnderlyingId.None, definition.Number);
        Add(PolicyTable.WeightPath(slot), UnderlyingId.None, 1);
        foreach (CurrencyId coin in coins)
        {
            var underlying = UnderlyingId.Of(coin);
            Add(PolicyTable.AppliesPath(slot), underlying, 1);
            for (int i = 0; i < own.Length; i++) Add(PolicyTable.ValuePath(slot, i), underlying, own[i]);
        }
        return this;
    }

    /// <summary>Everything set, and what of the listed instruments may be traded.</summary>
    public IReadOnlyList<ParameterValue> For(InstrumentTable instruments)
    {
        var all = new List<ParameterValue>(_values);
        foreach (Instrument instrument in instruments.All)
        {
            double tradable = instrument.Terms.IsPerpetual ? 1 : 0;
            all.Add(new ParameterValue(ParameterId.Tradable, UnderlyingId.None, instrument.Id, tradable));
        }
        return all;
    }

    private void Add(ushort path, UnderlyingId underlying, double value) =>
        _values.Add(new ParameterValue((ParameterId)path, underlying, InstrumentId.None, value));
}

using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Limits;

/// <summary>
/// Token buckets in engine time, one a venue for placing and amending together. Cancels are never held back here: the
/// way out is always open.
/// </summary>
internal sealed class CommandBudget
{
    private readonly EngineParameters _parameters;
    private readonly EngineClock _clock;
    private readonly double[] _tokens = new double[VenueId.Capacity];
    private readonly Timestamp[] _filledAt = new Timestamp[VenueId.Capacity];

    public CommandBudget(EngineParameters parameters, EngineClock clock)
    {
        _parameters = parameters;
        _clock = clock;
    }

    /// <summary>True when one more message may go.</summary>
    public bool HasRoom(VenueId venue)
    {
        Refill(venue);
        return _tokens[venue.Index] >= 1;
    }

    /// <summary>Takes one; only after <see cref="HasRoom"/>.</summary>
    public void Take(VenueId venue) => _tokens[venue.Index] -= 1;

    public void Save(ref SnapshotWriter writer)
    {
        writer.Write<double>(_tokens);
        writer.Write<Timestamp>(_filledAt);
    }

    public void Load(ref SnapshotReader reader)
    {
        reader.Read<double>(_tokens);
        reader.Read<Timestamp>(_filledAt);
    }

    private void Refill(VenueId venue)
    {
        ref double tokens = ref _tokens[venue.Index];
        ref Timestamp at = ref _filledAt[venue.Index];
        double burst = _parameters[ParameterId.MessageBurst];
        double gained = at.IsNone ? burst : (_clock.Now - at).Seconds * _parameters[ParameterId.MessagesPerSecond];
        tokens = Math.Min(burst, tokens + gained);
        at = _clock.Now;
    }
}

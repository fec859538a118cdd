using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine;

/// <summary>
/// The whole state as bytes: first the facts, in sections that another build may read, then what was decided about
/// them, which only the same build reads.
/// </summary>
public sealed partial class TradingEngine
{
    private byte[] _scratch = [];

    /// <summary>Bytes <see cref="WriteSnapshot"/> needs now; grows when instruments are listed or legs come.</summary>
    public int SnapshotBytes
    {
        get
        {
            var counter = new SnapshotWriter([]);
            Save(ref counter);
            return counter.Length;
        }
    }

    /// <summary>
    /// Hash of the whole state: equal states have equal hashes on every machine. Costs a copy of the state; allocates
    /// only when it has grown.
    /// </summary>
    public ulong StateHash()
    {
        int size = SnapshotBytes;
        if (_scratch.Length < size) _scratch = new byte[size * 2];
        WriteSnapshot(_scratch.AsSpan(0, size));
        return StateHasher.Hash(_scratch.AsSpan(0, size), 0);
    }

    /// <summary>
    /// Copies the whole state; <paramref name="destination"/> has exactly <see cref="SnapshotBytes"/>.
    /// </summary>
    public void WriteSnapshot(Span<byte> destination)
    {
        var writer = new SnapshotWriter(destination);
        Save(ref writer);
    }

    /// <summary>Replaces the state of a fresh engine with the same limits.</summary>
    /// <exception cref="InvariantException">The snapshot does not fit this engine.</exception>
    public void ReadSnapshot(ReadOnlySpan<byte> source)
    {
        var reader = new SnapshotReader(source);
        LoadFacts(ref reader);
        LoadDecisions(ref reader);
        Invariant.That(reader.Remaining == 0, "a snapshot is longer than this engine's state");
    }

    /// <summary>
    /// Gives a fresh engine the facts of another build's snapshot: listings, market, positions, cash, executions,
    /// limits with their latches, order ids. Its orders are left out: the venue says which of them are open.
    /// </summary>
    /// <exception cref="InvariantException">The snapshot does not fit, or holds facts in another layout.</exception>
    public void ReadFacts(ReadOnlySpan<byte> source)
    {
        var reader = new SnapshotReader(source);
        LoadFacts(ref reader);
        _parameters.Complete();
        _greeks.OnListingsChanged();
        for (int i = 1; i < UnderlyingId.Capacity; i++)
            if (!_curve.Reference(new UnderlyingId((byte)i)).IsNone) _greeks.OnSpotChanged(new UnderlyingId((byte)i));
    }

    private void Save(ref SnapshotWriter writer)
    {
        SaveFacts(ref writer);
        int count = _listings.Count;
        _greeks.Save(ref writer, count);
        _scenarios.Save(ref writer);
        _permit.Save(ref writer);
        _health.Save(ref writer);
        _references.Save(ref writer);
        SaveGuards(ref writer);
        _budget.Save(ref writer);
        _desk.Save(ref writer);
        _orders.Save(ref writer);
        _reconciliation.Save(ref writer, count);
        _targets.Save(ref writer);
        _bands.Save(ref writer);
        _scaling.Save(ref writer);
        _hedges.Save(ref writer);
        _legs.Save(ref writer);
        _ladder.Save(ref writer);
        Tally.Save(ref writer);
        _reporter.Save(ref writer);
    }

    private void LoadDecisions(ref SnapshotReader reader)
    {
        int count = _listings.Count;
        _greeks.Load(ref reader, count);
        _scenarios.Load(ref reader);
        _permit.Load(ref reader);
        _health.Load(ref reader);
        _references.Load(ref reader);
        LoadGuards(ref reader);
        _budget.Load(ref reader);
        _desk.Load(ref reader);
        _orders.Load(ref reader);
        _reconciliation.Load(ref reader, count);
        _targets.Load(ref reader);
        _bands.Load(ref reader);
        _scaling.Load(ref reader);
        _hedges.Load(ref reader);
        _legs.Load(ref reader);
        _ladder.Load(ref reader);
        Tally.Load(ref reader);
        _reporter.Load(ref reader);
    }

    private void SaveGuards(ref SnapshotWriter writer)
    {
        _marketGuard.Save(ref writer);
        _streams.Save(ref writer);
        _chains.Save(ref writer);
        _margin.Save(ref writer);
        _equity.Save(ref writer);
        _coinGreeks.Save(ref writer);
        _hedgeWatch.Save(ref writer);
        writer.Write(_overdueToldFor);
    }

    private void LoadGuards(ref SnapshotReader reader)
    {
        _marketGuard.Load(ref reader);
        _streams.Load(ref reader);
        _chains.Load(ref reader);
        _margin.Load(ref reader);
        _equity.Load(ref reader);
        _coinGreeks.Load(ref reader);
        _hedgeWatch.Load(ref reader);
        _overdueToldFor = reader.Read<Timestamp>();
    }

    private void SaveFacts(ref SnapshotWriter writer)
    {
        writer.Write(LastSequence);
        writer.Write(InputHash);
        int count = _listings.Count;
        int at = writer.Begin(FactsSection.Clock);
        _clock.Save(ref writer);
        writer.End(at);
        at = writer.Begin(FactsSection.Parameters);
        _parameters.Save(ref writer);
        writer.End(at);
        at = writer.Begin(FactsSection.Listings);
        _listings.Save(ref writer);
        writer.End(at);
        at = writer.Begin(FactsSection.Scope);
        _scope.Save(ref writer, count);
        writer.End(at);
        at = writer.Begin(FactsSection.Market);
        _market.Save(ref writer, count);
        writer.End(at);
        at = writer.Begin(FactsSection.Curve);
        _curve.Save(ref writer, count);
        writer.End(at);
        at = writer.Begin(FactsSection.Positions);
        _positions.Save(ref writer, count);
        writer.End(at);
        at = writer.Begin(FactsSection.Cash);
        _cash.Save(ref writer);
        writer.End(at);
        at = writer.Begin(FactsSection.Fills);
        _fills.Save(ref writer);
        writer.End(at);
        at = writer.Begin(FactsSection.Losses);
        _loss.Save(ref writer, count);
        writer.End(at);
        at = writer.Begin(FactsSection.OrderIds);
        _tracker.SaveIds(ref writer);
        writer.End(at);
        at = writer.Begin(FactsSection.Surface);
        _surface.Save(ref writer);
        writer.End(at);
    }

    private void LoadFacts(ref SnapshotReader reader)
    {
        LastSequence = reader.Read<long>();
        InputHash = reader.Read<ulong>();
        int after = reader.Begin(FactsSection.Clock);
        _clock.Load(ref reader);
        reader.End(after);
        after = reader.Begin(FactsSection.Parameters);
        _parameters.Load(ref reader);
        reader.End(after);
        after = reader.Begin(FactsSection.Listings);
        _listings.Load(ref reader);
        reader.End(after);
        after = reader.Begin(FactsSection.Scope);
        _scope.Load(ref reader, _listings.Count);
        reader.End(after);
        after = reader.Begin(FactsSection.Market);
        _market.Load(ref reader, _listings.Count);
        reader.End(after);
        after = reader.Begin(FactsSection.Curve);
        _curve.Load(ref reader, _listings.Count);
        reader.End(after);
        after = reader.Begin(FactsSection.Positions);
        _positions.Load(ref reader, _listings.Count);
        reader.End(after);
        after = reader.Begin(FactsSection.Cash);
        _cash.Load(ref reader);
        reader.End(after);
        after = reader.Begin(FactsSection.Fills);
        _fills.Load(ref reader);
        reader.End(after);
        after = reader.Begin(FactsSection.Losses);
        _loss.Load(ref reader, _listings.Count);
        reader.End(after);
        after = reader.Begin(FactsSection.OrderIds);
        _tracker.LoadIds(ref reader);
        reader.End(after);
        after = reader.Begin(FactsSection.Surface);
        _surface.Load(ref reader);
        reader.End(after);
    }
}

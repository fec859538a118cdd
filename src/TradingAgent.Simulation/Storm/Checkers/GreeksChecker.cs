using TradingAgent.Engine;
using TradingAgent.Engine.Kernel;
using TradingAgent.Simulation.Storm.Agent;

namespace TradingAgent.Simulation.Storm.Checkers;

/// <summary>
/// Checker 8: after a tick of the reference price, an engine that is given the facts alone, and so must price every leg
/// from nothing, comes to the same Greeks as the one that keeps them up to date.
/// </summary>
internal sealed class GreeksChecker
{
    private const int EventsBetween = 1500;
    private const double Tolerance = 1e-9;
    private static readonly UnderlyingId Underlying = UnderlyingId.Of(CurrencyId.Btc);
    private readonly EngineOutput _output = new(StormAgent.Limits);
    private readonly Scoreboard _board;
    private readonly TradingEngine _scratch;
    private byte[] _buffer = [];
    private long _judgedAt;
    private InstrumentId _reference;
    private long _midRaw;
    private double _spot;

    public GreeksChecker(Scoreboard board)
    {
        _board = board;
        _scratch = new TradingEngine(StormAgent.Limits);
    }

    public void OnQuote(in EngineEvent change, StormAgent agent)
    {
        InstrumentId reference = agent.Engine.ReferenceOf(Underlying);
        if (change.Instrument != reference) return;
        if (reference != _reference)
        {
            // The price came from another perpetual until now: what moved since is not this quote's doing.
            (_reference, _midRaw) = (reference, change.Quote.Bid.Raw + change.Quote.Ask.Raw);
            _spot = agent.Engine.StatusOf(Underlying).Spot;
            return;
        }
        long mid = change.Quote.Bid.Raw + change.Quote.Ask.Raw;
        bool moved = mid != _midRaw && change.Quote.Bid < change.Quote.Ask && !change.Quote.Bid.IsZero;
        _midRaw = mid;
        // A quote that the engine distrusts moves nothing; what it did with the last one shows in its price.
        double spot = agent.Engine.StatusOf(Underlying).Spot;
        moved &= spot != _spot;
        _spot = spot;
        if (!moved || change.Sequence - _judgedAt < EventsBetween) return;
        _judgedAt = change.Sequence;
        Compare(agent.Engine, in change);
    }

    private void Compare(TradingEngine engine, in EngineEvent change)
    {
        int size = engine.SnapshotBytes;
        if (_buffer.Length < size) _buffer = new byte[size * 2];
        engine.WriteSnapshot(_buffer.AsSpan(0, size));
        _scratch.ReadFacts(_buffer.AsSpan(0, size));
        var nothing = new EngineEvent
        {
            Kind = EventKind.None,
            Sequence = change.Sequence + 1,
            ReceivedAt = change.ReceivedAt,
        };
        _scratch.Apply(in nothing, _output);
        EngineStatus.UnderlyingStatus kept = engine.StatusOf(Underlying);
        EngineStatus.UnderlyingStatus fresh = _scratch.StatusOf(Underlying);
        // Which legs can be trusted changes with time alone and is looked at ten times a second: not the same question.
        if (kept.LegsNotGood != fresh.LegsNotGood || fresh.Spot <= 0) return;
        bool same = Near(kept.Delta, fresh.Delta, fresh.Legs) && Near(kept.Gamma, fresh.Gamma, 1e-3)
            && Near(kept.VegaPerVolPoint, fresh.VegaPerVolPoint, 100) && Near(kept.ThetaPerDay, fresh.ThetaPerDay, 100)
            && Near(kept.OptionValueUsd, fresh.OptionValueUsd, 1000);
        _board.Judge(StormChecker.Greeks, same, $"Greeks kept up to date {kept}, priced from nothing {fresh}");
    }

    private static bool Near(double kept, double fresh, double scale) =>
        Math.Abs(kept - fresh) <= Tolerance * (Math.Abs(fresh) + scale);
}

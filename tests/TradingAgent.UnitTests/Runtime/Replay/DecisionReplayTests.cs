using TradingAgent.Engine.Kernel;
using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Replay;
using TradingAgent.Runtime.Reports;
using TradingAgent.Simulation.Studies.Markets;
using TradingAgent.UnitTests.Simulation.Studies;
using Xunit;

namespace TradingAgent.UnitTests.Runtime.Replay;

/// <summary>A known journal, that of a small study, explained.</summary>
public sealed class DecisionReplayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<(EngineEvent Change, double Target)> _heard = [];
    private EngineCommand _first;

    public DecisionReplayTests()
    {
        var events = new List<EngineEvent>();
        var market = new StudyMarket(
            SmallStudy.Settings(days: 0.06, seed: 4, straddles: 0) with { OnEvent = events.Add });
        while (market.TryStep()) { }
        Write(events);
        Repeat(events);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_order_is_explained_by_the_event_that_caused_it()
    {
        DecisionReplay replay = Replay();
        Explanation found = replay.Of(replay.IdOf($"tasim-{_first.Order}"))!;
        Assert.Equal(_first.Cause, found.Sequence);
        Assert.Contains($"{_first.Side} {_first.Quantity}", found.Command);
        DecisionPicture picture = Assert.Single(found.Underlyings);
        Assert.Equal(_heard[(int)_first.Cause].Target, picture.Target);
        Assert.Contains(picture.Trace, step => step.Policy == "volatility-target" && step.Inputs.Count == 6);
        Assert.Contains(found.Fate, line => line.Contains("Working", StringComparison.Ordinal));
        Assert.Contains(found.Fate, line => line.Contains("filled", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_last_one_and_a_moment_are_explained()
    {
        Explanation last = Replay().Last()!;
        Assert.NotNull(last.Order);
        Assert.True(last.Sequence >= _first.Cause);
        EngineEvent middle = _heard[_heard.Count / 2].Change;
        Explanation moment = Replay().At(middle.ReceivedAt)!;
        Assert.True(moment.Sequence >= middle.Sequence);
        Assert.Equal(middle.ReceivedAt.ToString(), moment.At);
        Assert.Equal(["BTC", "ETH"], moment.Underlyings.Select(one => one.Underlying));
        Assert.Null(Replay().At(new Timestamp(1)));
    }

    [Fact]
    public void Ids_of_nobody_here_are_not_found()
    {
        Assert.True(Replay().IdOf("ta9-1-1").IsNone);
        Assert.Null(Replay().Of(new ClientOrderId(1, 4_000_000)));
    }

    private DecisionReplay Replay() => new(_folder.Read(), new EngineLimits());

    private void Write(List<EngineEvent> events)
    {
        using DataFolder folder = _folder.Open();
        RunManifest.OfThisProcess(1, "sim", 0, events[0].ReceivedAt, 1).Write(folder);
        using var writer = new JournalWriter(folder, InlineSession.Layout(), 1, 0, []);
        writer.Append(new InstrumentText(new InstrumentId(1), "BTCUSDT", TermsOf(events, 1)));
        writer.Append(new InstrumentText(new InstrumentId(2), "ETHUSDT", TermsOf(events, 2)));
        foreach (EngineEvent change in events) writer.Append(in change);
        writer.Close();
    }

    private static InstrumentTerms TermsOf(List<EngineEvent> events, int id) => events.First(
        change => change.Kind == EventKind.InstrumentListed && change.Instrument.Index == id).Listed.Terms;

    /// <summary>The oracle: what the engine wanted after each event, and the first order it placed.</summary>
    private void Repeat(List<EngineEvent> events)
    {
        var engine = new TradingAgent.Engine.TradingEngine(new EngineLimits());
        var output = new EngineOutput(engine.Limits);
        _heard.Add(default);
        foreach (EngineEvent change in events)
        {
            engine.Apply(change, output);
            foreach (EngineCommand command in output.Commands)
                if (command.Kind == CommandKind.PlaceOrder && _first.Order.IsNone) _first = command;
            UnderlyingId underlying = UnderlyingId.Of(_first.Instrument.Index == 2 ? CurrencyId.Eth : CurrencyId.Btc);
            _heard.Add((change, engine.StatusOf(underlying).Target));
        }
    }
}

using TradingAgent.Engine.Kernel;
using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Pipeline;
using TradingAgent.Runtime.Replay;

namespace TradingAgent.EndToEndTests.Endurance;

/// <summary>
/// How long each life of an agent took until it traded, from the start of its process, by underlying.
/// </summary>
internal sealed class Recoveries
{
    private readonly Dictionary<ClientOrderId, (UnderlyingId Underlying, OrderState State)> _alive = [];
    private readonly IReadOnlyList<DateTimeOffset> _starts;
    private readonly Dictionary<UnderlyingId, bool> _waiting = [];
    private DateTimeOffset _started;

    private Recoveries(IReadOnlyList<DateTimeOffset> starts) => _starts = starts;

    /// <summary>Seconds to the first new order, where the killed process left none of unknown fate.</summary>
    public List<double> Plain { get; } = [];

    /// <summary>The same where an order of that underlying had to be asked about first.</summary>
    public List<double> InDoubt { get; } = [];

    /// <summary>Reads them.</summary>
    /// <param name="folder">The data folder that all lives shared.</param>
    /// <param name="starts">When each process was started, in order; the first is no recovery.</param>
    public static Recoveries Read(string folder, IReadOnlyList<DateTimeOffset> starts)
    {
        var recoveries = new Recoveries(starts);
        using DataFolder data = DataFolder.ForReading(folder);
        var replay = new SessionReplay(data, new TradingCore(new EngineLimits()));
        replay.Run(
            (in EngineEvent change, IEngineCore core) => recoveries.Take(in change, core, replay.Instruments), null);
        return recoveries;
    }

    private void Take(in EngineEvent change, IEngineCore core, InstrumentTable instruments)
    {
        if (change.Kind == EventKind.RunStarted) Begin(change.ReceivedAt.ToDateTimeOffset());
        foreach (ref readonly EngineCommand command in core.Commands)
        {
            if (command.Kind != CommandKind.PlaceOrder) continue;
            UnderlyingId underlying = instruments.Find(command.Instrument)!.Terms.Underlying;
            if (!_waiting.Remove(underlying, out bool isInDoubt)) continue;
            double seconds = (change.ReceivedAt.ToDateTimeOffset() - _started).TotalSeconds;
            (isInDoubt ? InDoubt : Plain).Add(seconds);
        }
        foreach (ref readonly EngineReport report in core.Reports)
        {
            if (report.Kind != ReportKind.OrderTransition) continue;
            UnderlyingId underlying = instruments.Find(report.Instrument)!.Terms.Underlying;
            bool isOver = report.Transition.To
                is OrderState.Filled or OrderState.Cancelled or OrderState.Rejected;
            if (isOver) _alive.Remove(report.Transition.Order);
            else _alive[report.Transition.Order] = (underlying, report.Transition.To);
        }
    }

    /// <summary>A process has recovered; whatever it does not know to rest or to be over is in doubt.</summary>
    private void Begin(DateTimeOffset at)
    {
        _started = _starts.Last(start => start <= at);
        _waiting.Clear();
        if (_started == _starts[0]) return;
        foreach (CurrencyId coin in (ReadOnlySpan<CurrencyId>)[CurrencyId.Btc, CurrencyId.Eth])
        {
            UnderlyingId underlying = UnderlyingId.Of(coin);
            _waiting[underlying] = _alive.Values.Any(
                order => order.Underlying == underlying && order.State != OrderState.Working);
        }
    }
}

using TradingAgent.Engine;
using TradingAgent.Engine.Kernel;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;

namespace TradingAgent.Simulation.World;

/// <summary>
/// The same engine as live, against an exchange in a box, on one thread in virtual time: hours pass in seconds, and the
/// same seed gives the same orders bit for bit. The other driver is the live runtime.
/// </summary>
public sealed class VirtualWorld
{
    private static readonly Duration Pulse = Duration.FromMilliseconds(100);
    private readonly SimulatedExchange _exchange;
    private readonly SimulatedVenue _venue;
    private readonly WorldSettings _settings;
    private readonly EngineOutput _output;
    private readonly VirtualQueue<EngineEvent> _inbound = new();
    private readonly VirtualQueue<EngineCommand> _outbound = new();
    private readonly List<EngineEvent> _heard = [];
    private Timestamp _pulsedAt;

    public VirtualWorld(SimulatedExchange exchange, AccountId account, WorldSettings settings, EngineLimits limits)
    {
        _exchange = exchange;
        _settings = settings;
        _venue = new SimulatedVenue(exchange, account, "sim");
        _output = new EngineOutput(limits);
        Engine = new TradingEngine(limits);
        Begin();
    }

    public TradingEngine Engine { get; }

    public Timestamp Now => _exchange.Now;

    /// <summary>Hears every event the engine takes, with its sequence, before it is applied.</summary>
    public Action<EngineEvent>? OnEvent { get; set; }

    /// <summary>Hears every command the engine puts out.</summary>
    public Action<EngineCommand>? OnCommand { get; set; }

    /// <summary>Hears every report the engine makes.</summary>
    public Action<EngineReport>? OnReport { get; set; }

    /// <summary>Lets virtual time pass.</summary>
    public void Run(Duration time)
    {
        Timestamp end = Now + time;
        while (Now < end) Step(Now + _settings.Step);
    }

    /// <summary>An event of the shell's own: an operator's wish, say.</summary>
    public void Tell(EngineEvent change) => Apply(change, Now);

    private void Begin()
    {
        Tell(new EngineEvent { Kind = EventKind.RunStarted, Run = new RunStarted(_settings.Epoch, 0) });
        _venue.Introduce(_heard);
        foreach (EngineEvent change in _heard) Tell(Stamp(change));
        _heard.Clear();
        Tell(new EngineEvent { Kind = EventKind.ParametersBegin });
        foreach (ParameterSet parameter in _settings.Parameters)
            Tell(new EngineEvent { Kind = EventKind.ParameterSet, Parameter = parameter });
        foreach (string symbol in _settings.Tradable) Permit(symbol);
        Tell(new EngineEvent { Kind = EventKind.ParametersEnd, Parameters = new ParametersMarker(0, 1) });
        foreach (VenueStream stream in Enum.GetValues<VenueStream>())
        {
            if (stream == VenueStream.None) continue;
            Tell(Stamp(new EngineEvent
            {
                Kind = EventKind.VenueStatusChanged,
                Status = new VenueStatusChanged(stream, VenueStatus.Up),
            }));
        }
        Tell(new EngineEvent { Kind = EventKind.TradingEnabled });
    }

    private void Permit(string symbol)
    {
        ListedInstrument listed = _exchange.Find(symbol)
            ?? throw new ArgumentException($"The exchange lists no {symbol}.");
        Tell(new EngineEvent
        {
            Kind = EventKind.ParameterSet,
            Instrument = listed.Id,
            Parameter = new ParameterSet((ushort)ParameterId.Tradable, UnderlyingId.None, 1),
        });
    }

    private void Step(Timestamp now)
    {
        while (_outbound.TryTake(now, out EngineCommand command, out _)) _venue.Execute(command);
        _venue.Pump(now, _heard);
        foreach (EngineEvent change in _heard) _inbound.Add(now + _settings.Latency, Stamp(change));
        _heard.Clear();
        while (_inbound.TryTake(now, out EngineEvent arrived, out Timestamp at)) Apply(arrived, at);
        if (now - _pulsedAt < Pulse) return;
        _pulsedAt = now;
        Apply(new EngineEvent { Kind = EventKind.TimeAdvanced }, now);
    }

    private EngineEvent Stamp(EngineEvent change)
    {
        change.Venue = _exchange.Instruments[0].Terms.Venue;
        return change;
    }

    private void Apply(EngineEvent change, Timestamp at)
    {
        change.ReceivedAt = at;
        change.Sequence = Engine.LastSequence + 1;
        EventPadding.Clear(ref change);
        OnEvent?.Invoke(change);
        Engine.Apply(change, _output);
        foreach (EngineCommand command in _output.Commands)
        {
            OnCommand?.Invoke(command);
            _outbound.Add(at + _settings.Latency, command);
        }
        if (OnReport is null) return;
        foreach (EngineReport report in _output.Reports) OnReport(report);
    }
}

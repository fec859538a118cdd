using System.Text;
using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Pipeline;
using TradingAgent.Runtime.Reports;

namespace TradingAgent.Runtime.Replay;

/// <summary>
/// Finds a decision by running the engine over the journal again, and pictures it. What it says comes from the engine's
/// own state at that event; nothing that was reported or logged is read.
/// </summary>
public sealed class DecisionReplay
{
    private readonly DataFolder _folder;
    private readonly TradingCore _core;
    private readonly SessionReplay _replay;
    private readonly List<string> _fate = [];
    private readonly List<string> _said = [];
    private readonly List<string> _instances;
    private Explanation? _found;
    private ClientOrderId _order;
    private bool _isAtFound;

    /// <param name="folder">A data folder, opened for reading.</param>
    /// <param name="limits">The limits of the recorded runs.</param>
    /// <param name="from">The event of the snapshot to begin with; 0 for the journal's beginning.</param>
    public DecisionReplay(DataFolder folder, EngineLimits limits, long from = 0)
    {
        (_folder, _core) = (folder, new TradingCore(limits));
        _replay = new SessionReplay(folder, _core, from);
        _instances = [.. RunManifest.ReadAll(folder).Select(manifest => manifest.Instance).Distinct()];
    }

    /// <summary>Reads an id as logged, such as <c>ta1-28615201-7</c>; none when it is not one of this
    /// folder's.</summary>
    public ClientOrderId IdOf(string text)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        foreach (string instance in _instances)
            if (ClientOrderIdText.TryParse(Encoding.ASCII.GetBytes(instance), bytes, out ClientOrderId id)) return id;
        return ClientOrderId.None;
    }

    /// <summary>The newest decision that sent or changed an order; without any, the state at the end.</summary>
    /// <returns>Null for an empty journal.</returns>
    public Explanation? Last(CancellationToken ct = default)
    {
        EngineEvent end = default;
        _replay.Run(
            (in EngineEvent change, IEngineCore _) =>
            {
                end = change;
                Look(in change, ClientOrderId.None);
            },
            Hear, ct);
        return Complete() ?? (end.Sequence == 0 ? null : Moment(in end));
    }

    /// <summary>The decision that caused an order; null when the journal has none of it.</summary>
    public Explanation? Of(ClientOrderId order, CancellationToken ct = default)
    {
        _replay.Run((in EngineEvent change, IEngineCore _) => Look(in change, order), Hear, ct);
        return Complete();
    }

    /// <summary>The state after the last event that is not later than a moment; null when all are later.</summary>
    public Explanation? At(Timestamp moment, CancellationToken ct = default)
    {
        long wanted = LastUntil(moment, ct);
        if (wanted == 0) return null;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Explanation? found = null;
        try
        {
            _replay.Run(
                (in EngineEvent change, IEngineCore _) =>
                {
                    if (change.Sequence != wanted) return;
                    found = Moment(in change);
                    enough.Cancel();
                },
                null, enough.Token);
        }
        catch (OperationCanceledException) when (found is not null)
        {
            // The moment is found; the rest of the journal is none of its business.
        }
        return found;
    }

    private long LastUntil(Timestamp moment, CancellationToken ct)
    {
        long last = 0;
        using JournalReader journal = new(_folder);
        while (journal.Read())
        {
            ct.ThrowIfCancellationRequested();
            if (journal.Type != RecordType.Event) continue;
            if (journal.Event.ReceivedAt > moment) break;
            last = journal.Event.Sequence;
        }
        return last;
    }

    /// <summary>Pictures the event when it sent what is looked for: one order, or the newest of all.</summary>
    private void Look(in EngineEvent change, ClientOrderId wanted)
    {
        _isAtFound = false;
        foreach (ref readonly EngineCommand command in _core.Commands)
        {
            bool isOurs = wanted.IsNone ? command.Kind is CommandKind.PlaceOrder or CommandKind.AmendOrder
                : command.Kind == CommandKind.PlaceOrder && command.Order == wanted;
            if (!isOurs) continue;
            _fate.Clear();
            _said.Clear();
            _order = command.Order;
            _isAtFound = true;
            _found = Picture(in change, in command);
        }
    }

    private void Hear(in EngineReport report)
    {
        if (_found is null) return;
        ReportLine line = ReportText.Describe(in report, _replay.Instruments);
        if (_isAtFound)
        {
            if (report.Kind is ReportKind.Decision or ReportKind.Policy or ReportKind.Refusal or ReportKind.ModeChange)
                _said.Add(line.ToString());
            return;
        }
        ClientOrderId about = report.Kind switch
        {
            ReportKind.OrderTransition => report.Transition.Order,
            ReportKind.Fill => report.Fill.Order,
            ReportKind.Refusal => report.Refusal.Order,
            _ => ClientOrderId.None,
        };
        if (about == _order && !about.IsNone) _fate.Add($"{report.At} {line}");
    }

    private Explanation? Complete() => _found is null ? null : _found with { Reports = [.. _said], Fate = [.. _fate] };

    private Explanation Picture(in EngineEvent change, in EngineCommand command)
    {
        Instrument instrument = _replay.Instruments[command.Instrument];
        (Price bid, Price ask, Duration age) = _core.Engine.TouchOf(command.Instrument);
        return new Explanation
        {
            Sequence = change.Sequence,
            Event = change.Kind.ToString(),
            At = change.ReceivedAt.ToString(),
            Order = TextOf(command.Order),
            Command = $"{command.Kind} {TextOf(command.Order)}: {command.Side} {command.Quantity} {instrument} at " +
                $"{command.Price} {command.TimeInForce}{(command.ReduceOnly ? ", reduce only" : "")}, " +
                "to be sent before " +
                $"{command.SendBefore}",
            Gate = "passed: only the gate clears an order, and this one left",
            Touch = $"{instrument} {bid} / {ask}, {age.Milliseconds:0} ms old",
            Underlyings = [DecisionPicture.Of(_core.Engine, instrument.Terms.Underlying)],
            Reports = [],
            Fate = [],
        };
    }

    private Explanation Moment(in EngineEvent change)
    {
        var pictures = new List<DecisionPicture>();
        for (int i = 1; i < UnderlyingId.Capacity; i++)
        {
            var underlying = new UnderlyingId((byte)i);
            if (_core.Engine.StatusOf(underlying).Spot > 0) pictures.Add(DecisionPicture.Of(_core.Engine, underlying));
        }
        var said = new List<string>();
        string gate = "not asked: nothing was to be sent at this event";
        foreach (ref readonly EngineReport report in _core.Reports)
        {
            string line = ReportText.Describe(in report, _replay.Instruments).ToString();
            if (report.Kind == ReportKind.Refusal) gate = line;
            else if (report.Kind is ReportKind.Decision or ReportKind.Policy or ReportKind.ModeChange) said.Add(line);
        }
        foreach (ref readonly EngineCommand command in _core.Commands)
            if (command.Kind is CommandKind.PlaceOrder or CommandKind.AmendOrder)
                gate = $"passed: {command.Kind} {TextOf(command.Order)}";
        return new Explanation
        {
            Sequence = change.Sequence,
            Event = change.Kind.ToString(),
            At = change.ReceivedAt.ToString(),
            Gate = gate,
            Underlyings = pictures,
            Reports = said,
            Fate = [],
        };
    }

    private string TextOf(ClientOrderId id)
    {
        Span<byte> text = stackalloc byte[ClientOrderIdText.LengthMax];
        string instance = _instances.Count > 0 ? _instances[^1] : "1";
        ClientOrderIdText.TryFormat(Encoding.ASCII.GetBytes(instance), id, text, out int written);
        return Encoding.ASCII.GetString(text[..written]);
    }
}

using System.Globalization;
using TradingAgent.Engine.Kernel;
using TradingAgent.Host.Verbs;
using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Replay;

namespace TradingAgent.Host.Control;

/// <summary>Which decision is to be explained, and how it is found in a data folder, running or not.</summary>
/// <param name="Kind">What <see cref="Value"/> is.</param>
/// <param name="Value">An order's id or a moment; empty for the newest decision.</param>
internal sealed record DecisionQuestion(string Kind, string Value)
{
    public const string Last = "last";
    public const string Order = "order";
    public const string Moment = "at";

    /// <summary>Derives it again from the journal; null, with the reason, when it is not there.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="isRecent">Look from the newest snapshot first, and further back only when it is not found.</param>
    /// <param name="ct">Gives up.</param>
    /// <param name="missing">Why it is not there.</param>
    public Explanation? Find(string data, bool isRecent, CancellationToken ct, out string missing)
    {
        using DataFolder folder = DataFolder.ForReading(data);
        IEnumerable<long> starts = isRecent ? SnapshotFile.List(folder).Select(s => s.Sequence).OrderDescending() : [];
        missing = "";
        foreach (long start in starts.Append(0))
            if (Find(new DecisionReplay(folder, new EngineLimits(), start), data, ct, out missing) is { } found)
                return found;
        return null;
    }

    private Explanation? Find(DecisionReplay replay, string data, CancellationToken ct, out string missing)
    {
        switch (Kind)
        {
            case Order:
                ClientOrderId order = replay.IdOf(Value);
                if (order.IsNone)
                    throw new UsageException(
                        $"--order is «{Value}», and must be an id of an agent that ran in {data}, such as " +
                        "ta1-28615201-7.");
                missing = $"the journal in {data} has no decision that sent {Value}.";
                return replay.Of(order, ct);
            case Moment:
                Timestamp moment = Timestamp.From(DateTimeOffset.Parse(Value, CultureInfo.InvariantCulture));
                missing = $"the journal in {data} begins after {moment}.";
                return replay.At(moment, ct);
            default:
                missing = $"the journal in {data} is empty.";
                return replay.Last(ct);
        }
    }
}

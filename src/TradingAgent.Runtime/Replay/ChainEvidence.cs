using TradingAgent.Runtime.Journal;

namespace TradingAgent.Runtime.Replay;

/// <summary>What a walk over a journal gathers of its chain and its policy, beside the replay itself.</summary>
internal sealed class ChainEvidence(byte[]? publishedHead) : IDisposable
{
    private readonly PolicyDigest _policy = new();
    private readonly List<string> _policies = [];

    /// <summary>Digests of the sets of parameters in force, in order, each once in a row.</summary>
    public IReadOnlyList<string> Policies => _policies;

    /// <summary>Values that operators set or gave back, which no published configuration holds.</summary>
    public long OperatorChanges { get; private set; }

    /// <summary>The event after which the published head stands; null while it was not met.</summary>
    public long? PublishedAt { get; private set; }

    /// <summary>Takes the record that the journal was moved to.</summary>
    public void Take(JournalReader journal)
    {
        if (journal.Type == RecordType.Link && IsPublished(journal.Link)) PublishedAt = journal.LastSequence;
        if (journal.Type == RecordType.Event) Take(in journal.Event);
    }

    /// <summary>The walk is over.</summary>
    public void End(JournalReader journal)
    {
        if (PublishedAt is null && IsPublished(journal.Head)) PublishedAt = journal.LastSequence;
    }

    public void Dispose() => _policy.Dispose();

    private bool IsPublished(ReadOnlySpan<byte> head) =>
        publishedHead is not null && head.SequenceEqual(publishedHead);

    private void Take(in EngineEvent change)
    {
        switch (change.Kind)
        {
            case EventKind.ParametersBegin:
                _policy.End();
                break;
            case EventKind.ParameterSet when change.Instrument.IsNone:
                _policy.Add(change.Parameter.Path, change.Parameter.Underlying, change.Parameter.Value);
                break;
            case EventKind.ParametersEnd:
                string digest = _policy.End();
                if (_policies.Count == 0 || _policies[^1] != digest) _policies.Add(digest);
                break;
            case EventKind.OperatorRequested
                when change.Operator.Action is OperatorAction.SetParameter or OperatorAction.ClearParameter:
                OperatorChanges++;
                break;
        }
    }
}

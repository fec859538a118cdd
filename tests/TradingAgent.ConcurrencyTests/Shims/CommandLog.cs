using TradingAgent.Runtime.Journal;

namespace TradingAgent.ConcurrencyTests.Shims;

/// <summary>Stands in for the command log: keeps what is written, in memory.</summary>
public sealed class CommandLog
{
    private readonly List<CommandRecord> _waiting = [];

    /// <summary>What a crash would leave.</summary>
    public List<CommandRecord> Written { get; } = [];

    public bool BeginsSegment => false;

    public void Append(in CommandRecord record) => _waiting.Add(record);

    public void Flush()
    {
        Explorer.Point();
        Written.AddRange(_waiting);
        _waiting.Clear();
    }
}

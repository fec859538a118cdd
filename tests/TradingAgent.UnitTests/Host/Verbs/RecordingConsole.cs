using TradingAgent.Host.Verbs;

namespace TradingAgent.UnitTests.Host.Verbs;

/// <summary>Keeps what a verb says.</summary>
internal sealed class RecordingConsole : IVerbConsole
{
    public List<string> Said { get; } = [];

    public List<string> Complaints { get; } = [];

    public void Say(string line) => Said.Add(line);

    public void Complain(string line) => Complaints.Add(line);
}

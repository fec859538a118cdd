namespace TradingAgent.Host.Verbs;

/// <summary>The standard streams of the process.</summary>
internal sealed class TerminalConsole : IVerbConsole
{
    public void Say(string line) => Console.Out.WriteLine(line);

    public void Complain(string line) => Console.Error.WriteLine(line);
}

namespace TradingAgent.Benchmarks.Wire;

/// <summary>The last lines of a text. Thread-safe.</summary>
internal sealed class TailOfText(int linesMax)
{
    private readonly Queue<string> _lines = [];

    public void Add(string? line)
    {
        if (line is null) return;
        lock (_lines)
        {
            if (_lines.Count == linesMax) _lines.Dequeue();
            _lines.Enqueue(line);
        }
    }

    public override string ToString()
    {
        lock (_lines) return string.Join('\n', _lines);
    }
}

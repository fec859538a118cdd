using TradingAgent.Domain.Time;
using TradingAgent.Exchange.MarketSources.Recorded;

namespace TradingAgent.Host.Verbs;

/// <summary>A recorded market ready to be played; owns its files.</summary>
internal sealed class OpenedMarket : IDisposable
{
    private readonly IReadOnlyList<IDisposable> _files;

    public OpenedMarket(RecordedMarket source, string description, IReadOnlyList<IDisposable> files)
    {
        Source = source;
        Description = description;
        _files = files;
    }

    /// <summary>The market; its <see cref="RecordedMarket.Report"/> says when it is over.</summary>
    public RecordedMarket Source { get; }

    /// <summary>The moment to open the exchange at.</summary>
    public Timestamp Start => Source.Start;

    /// <summary>What is played, for the log: files and coins.</summary>
    public string Description { get; }

    public void Dispose()
    {
        foreach (IDisposable file in _files) file.Dispose();
    }
}

namespace TradingAgent.Exchange.MarketSources.Recorded;

/// <summary>Whether a recording still says anything; ordered from good to over.</summary>
public enum RecordingState : byte
{
    Playing,

    /// <summary>In a stretch without data: nothing is quoted until it goes on.</summary>
    Silent,

    /// <summary>Over: nothing is quoted any more.</summary>
    Ended,
}

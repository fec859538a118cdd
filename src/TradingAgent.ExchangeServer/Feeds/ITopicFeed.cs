using System.Text.Json;

namespace TradingAgent.ExchangeServer.Feeds;

/// <summary>
/// What a public topic publishes. It remembers what its subscribers have seen, so that a newcomer's snapshot and
/// everybody's next change fit together. Used on the exchange thread only.
/// </summary>
internal interface ITopicFeed
{
    /// <summary>The least time between two frames; zero: as soon as something happens.</summary>
    Duration Interval { get; }

    /// <summary>Writes the frame a new subscriber starts with; false when the topic has none.</summary>
    bool TryWriteSnapshot(Utf8JsonWriter json, bool isFirst, Timestamp now);

    /// <summary>True when one frame did not tell everything: the next is asked for at once.</summary>
    bool HasMore => false;

    /// <summary>Writes what changed since the last frame; false when nothing did.</summary>
    bool TryWriteChange(Utf8JsonWriter json, Timestamp now);
}

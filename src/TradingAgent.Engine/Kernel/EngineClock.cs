namespace TradingAgent.Engine.Kernel;

/// <summary>
/// Engine time: the running maximum of the receipt stamps. A venue's own time never moves it, so a stamp from the
/// future
/// cannot freeze staleness.
/// </summary>
internal sealed class EngineClock
{
    public Timestamp Now { get; private set; }

    /// <summary>
    /// When this run began: what was heard before was heard by another process.
    /// </summary>
    public Timestamp RunStartedAt { get; private set; }

    public void Advance(Timestamp receivedAt)
    {
        if (receivedAt > Now) Now = receivedAt;
    }

    public void StartRun() => RunStartedAt = Now;

    /// <summary>Age of something seen at <paramref name="at"/>; never seen is infinitely old.</summary>
    public Duration Age(Timestamp at) => at.IsNone ? new Duration(long.MaxValue) : Now - at;

    public void Save(ref SnapshotWriter writer)
    {
        writer.Write(Now);
        writer.Write(RunStartedAt);
    }

    public void Load(ref SnapshotReader reader)
    {
        Now = reader.Read<Timestamp>();
        RunStartedAt = reader.Read<Timestamp>();
    }
}

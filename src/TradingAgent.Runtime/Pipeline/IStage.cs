namespace TradingAgent.Runtime.Pipeline;

/// <summary>
/// A part of the pipeline that one thread drives. Live, a <see cref="StageThread"/> drives each; in virtual time one
/// loop steps them all.
/// </summary>
public interface IStage
{
    /// <summary>True when a step would do something. Asked while waiting, so it must be cheap.</summary>
    bool HasWork { get; }

    /// <summary>Does what is there to do, without waiting; false when there was nothing.</summary>
    bool Step();
}

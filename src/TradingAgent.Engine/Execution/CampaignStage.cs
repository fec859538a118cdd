namespace TradingAgent.Engine.Execution;

/// <summary>How hard a campaign tries.</summary>
internal enum CampaignStage : byte
{
    /// <summary>Rests where configured.</summary>
    Passive,

    /// <summary>Rests one tick inside the spread where there is room.</summary>
    Improve,

    /// <summary>Takes, collared; only when the delta is far outside its band.</summary>
    Take,
}

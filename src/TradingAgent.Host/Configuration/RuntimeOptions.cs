namespace TradingAgent.Host.Configuration;

/// <summary>How the process runs the engine.</summary>
internal sealed record RuntimeOptions
{
    /// <summary>How idle threads wait: <c>park</c> is kind to small machines, <c>spin</c> is quicker.</summary>
    public string Wait { get; init; } = "park";

    /// <summary>
    /// Whether each batch of the journal is forced to the disk: survives a power loss, costs latency.
    /// </summary>
    public bool FsyncPerBatch { get; init; }
}

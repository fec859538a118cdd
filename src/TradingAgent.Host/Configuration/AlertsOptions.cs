namespace TradingAgent.Host.Configuration;

/// <summary>Where alerts go beside the log. The address is a secret: whoever has it can write there.</summary>
internal sealed record AlertsOptions
{
    /// <summary>Environment variable that holds the webhook's address; empty for none.</summary>
    public string WebhookVariable { get; init; } = "";

    /// <summary>File that holds it.</summary>
    public string WebhookFile { get; init; } = "";
}

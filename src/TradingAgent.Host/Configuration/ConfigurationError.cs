namespace TradingAgent.Host.Configuration;

/// <summary>One thing wrong in the configuration.</summary>
/// <param name="Path">Where, as in <c>Scaling.BTC.BandDelta</c>.</param>
/// <param name="Problem">What is wrong and what would be right.</param>
internal sealed record ConfigurationError(string Path, string Problem)
{
    public override string ToString() => $"{Path}: {Problem}";
}

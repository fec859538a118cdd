using TradingAgent.Domain.Identity;
using TradingAgent.Exchange.MarketSources.Recorded.Surfaces;

namespace TradingAgent.Host.Verbs;

/// <summary>Opens a recorded option chain.</summary>
internal static class SurfaceFile
{
    private const string Expected =
        "Expected a snapshot with columns currency, option_type, strike, underlying, time_to_maturity, "
        + "implied_volatility (one file of deribit-chain), or an hourly summary with symbol, mark_price, mark_iv.";

    /// <exception cref="UsageException">It cannot be read or says nothing of the coin.</exception>
    public static RecordedSurface Read(string path, CurrencyId coin)
    {
        try
        {
            using var first = new StreamReader(MarketFileDetector.Open(path));
            string header = first.ReadLine() ?? "";
            using var reader = new StreamReader(MarketFileDetector.Open(path));
            if (header.Contains("implied_volatility", StringComparison.Ordinal))
                return SurfaceReader.ReadChain(reader, coin);
            if (header.Contains("mark_iv", StringComparison.Ordinal))
                return SurfaceReader.ReadHourlySummary(reader, coin);
            throw new UsageException($"--surface {path}: not a known option chain. {Expected}");
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new UsageException($"--surface {path}: {error.Message} {Expected}");
        }
    }
}

using TradingAgent.Fuzzing.Binance;
using TradingAgent.Fuzzing.Bybit;

namespace TradingAgent.Fuzzing;

/// <summary>Every decoder; a venue is one line.</summary>
internal static class TargetList
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        .. BybitTargets.All,
        .. BybitRestTargets.All,
        .. BinanceTargets.All,
        .. BinanceRestTargets.All,
    ];
}

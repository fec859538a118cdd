using System.Globalization;

namespace TradingAgent.Venues.Setup;

/// <summary>An account's worth as a line of a check.</summary>
internal static class BalanceRow
{
    public static CheckRow Of(decimal totalUsd, IReadOnlyList<string> coins)
    {
        string text = string.Create(
            CultureInfo.InvariantCulture, $"{totalUsd:0.00} USD in all: {string.Join(", ", coins)}").TrimEnd(' ', ':');
        return totalUsd > 0
            ? new("balances", CheckState.Right, text)
            : new("balances", CheckState.Wrong, "the account is empty",
                "fund it; on a testnet ask for funds on its website (a wiped testnet starts empty, too)");
    }
}

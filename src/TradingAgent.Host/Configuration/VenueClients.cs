namespace TradingAgent.Host.Configuration;

/// <summary>What may speak to a venue, and whether this build has it.</summary>
internal static class VenueClients
{
    public const string Native = "native";
    public const string CryptoExchangeNet = "cryptoexchangenet";

    public const string HowToBuild =
        "needs a build with that client: dotnet build -p:WithCryptoExchangeNet=true (container: --build-arg "
        + "WITH_CRYPTOEXCHANGENET=true), from a package source that has Binance.Net, Bybit.Net and CryptoExchange.Net.";

    public const string HowToBuildHyperLiquid =
        "needs a build with it: dotnet build -p:WithCryptoExchangeNet=true -p:WithHyperLiquid=true (container: "
        + "--build-arg WITH_CRYPTOEXCHANGENET=true --build-arg WITH_HYPERLIQUID=true), from a package source that has "
        + "HyperLiquid.Net beside the client's own packages.";

    public static IReadOnlyList<string> All { get; } = [Native, CryptoExchangeNet];

    /// <summary>True when the optional client was built.</summary>
    public static bool HasCryptoExchangeNet =>
#if WITH_CRYPTOEXCHANGENET
        true;
#else
        false;
#endif

    /// <summary>True when HyperLiquid, which that client alone reaches, was built with it.</summary>
    public static bool HasHyperLiquid =>
#if WITH_HYPERLIQUID
        true;
#else
        false;
#endif
}

using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance.Setup;

/// <summary>What a refused key means, in words that help.</summary>
internal static class KeyCheck
{
    public static VenueSetupException Refusal(BinanceRest rest, BinanceReply reply) => new(
        $"Binance refuses the key at {rest.Address} ({rest.Scrub(reply.ToString())}). Check that key and secret belong "
        + "together and to this environment (testnet keys are made on the demo site), that the key may trade this product, "
        + "and that the key's address list allows this machine.");
}

using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance.Setup;

/// <summary>What a refused key means, in words that help.</summary>
internal static class KeyCheck
{
    public static VenueSetupException Refusal(BinanceRest rest, BinanceReply reply) => new(
        $"Binance refuses the key at {rest.Address} ({rest.Scrub(reply.ToString())}). Check that key and secret belong "
        + "together and to this environment (testnet keys are made on the demo site), that the key may trade this "
        + "product, and that the key's address list allows this machine.");

    /// <summary>A refused key as a line of a check.</summary>
    public static CheckRow Refused(BinanceRest rest, BinanceReply reply)
    {
        string answer = rest.Scrub(reply.ToString());
        return reply.Code switch
        {
            -1021 => new("key", CheckState.Wrong, "the venue refuses our time stamps", "set this machine's clock"),
            -1022 => new("key", CheckState.Wrong, "the signature is wrong", "key and secret do not belong together"),
            -2014 or -2015 => new("key", CheckState.Wrong, answer,
                "the key is unknown here, lacks the right, or is bound to other addresses; testnet keys are made on "
                + "the demo site"),
            _ => new("key", reply.Verdict.IsFatal ? CheckState.Wrong : CheckState.Unknown, answer,
                "check the key, its permissions and its environment"),
        };
    }
}

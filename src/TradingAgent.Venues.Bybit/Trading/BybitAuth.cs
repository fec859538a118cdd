using System.Text;
using TradingAgent.Venues.Bybit.Rest;

namespace TradingAgent.Venues.Bybit.Trading;

/// <summary>How the private and the order-entry streams are opened.</summary>
internal sealed class BybitAuth(BybitOptions options, VenueClock clock)
{
    private readonly RequestSigner _signer = new(options.Secret);

    /// <param name="idField">«req_id» on the private stream, «reqId» on order entry.</param>
    public byte[] Request(string idField)
    {
        long expires = clock.ExpiryMilliseconds;
        Span<byte> signature = stackalloc byte[RequestSigner.SignatureLength];
        _signer.Sign(Encoding.ASCII.GetBytes($"GET/realtime{expires}"), signature);
        string key = Encoding.ASCII.GetString(options.Key.Reveal());
        string sign = Encoding.ASCII.GetString(signature);
        return Encoding.ASCII.GetBytes(
            $$"""{"{{idField}}":"auth","op":"auth","args":["{{key}}",{{expires}},"{{sign}}"]}""");
    }

    /// <summary>A text of the venue's without our key in it.</summary>
    public string Scrub(string text) => options.Secret.Scrub(options.Key.Scrub(text));
}

using System.Net.Http.Headers;
using System.Text;
using Polly;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Bybit.Rest;

/// <summary>
/// The venue over HTTP. Questions are repeated with jitter behind a breaker; requests that change something are sent
/// exactly once. Signs the very bytes it sends.
/// </summary>
internal sealed class BybitRest : IDisposable
{
    private readonly BybitOptions _options;
    private readonly VenueClock _clock;
    private readonly RequestSigner _signer;
    private readonly HttpClient _http;
    private readonly ResiliencePipeline<RestReply> _reads;
    private readonly AddressBan _ban = new();
    private readonly string _base;
    private readonly string _key;

    /// <param name="options">Address, key and limits.</param>
    /// <param name="clock">The venue's time.</param>
    /// <param name="handler">Carries the requests; null for real sockets.</param>
    public BybitRest(BybitOptions options, VenueClock clock, HttpMessageHandler? handler = null)
    {
        _options = options;
        _clock = clock;
        _signer = new RequestSigner(options.Secret);
        _base = PlaintextRule.Check(options.Hosts.Rest, options.AllowPlaintextHosts).ToString().TrimEnd('/');
        _key = Encoding.ASCII.GetString(options.Key.Reveal());
        _http = VenueHttp.Client(handler);
        _reads = ReadPipeline.Create<RestReply>(
            IsTransient, VenueHttp.TryTimeout, open => BreakerChanged?.Invoke(open));
    }

    /// <summary>Told when the venue stops answering (true) and when it answers again (false).</summary>
    public event Action<bool>? BreakerChanged;

    /// <summary>Asks a question; the last answer is returned even when it is an error.</summary>
    /// <exception cref="VenueUnreachableException">No answer came in spite of repeats.</exception>
    public async Task<RestReply> GetAsync(string path, string query, bool signed, CancellationToken ct)
    {
        if (_ban.IsOn(Environment.TickCount64))
            throw new VenueUnreachableException(
                $"GET {_base}{path}: the venue banned this address (HTTP 403); questions wait until the ban is over.");
        return await VenueHttp.AskAsync(
            _reads, token => SendAsync(HttpMethod.Get, path, query, null, signed, token), $"GET {_base}{path}", ct)
            .ConfigureAwait(false);
    }

    /// <summary>Sends a change exactly once.</summary>
    public Task<(RestReply? Reply, RestFailure Failure)> PostAsync(
        string path, ReadOnlyMemory<byte> body, CancellationToken ct) =>
        VenueHttp.OnceAsync(token => SendAsync(HttpMethod.Post, path, "", body, true, token), ct);

    /// <summary>A text that may be logged: the venue's signature errors repeat our key.</summary>
    public string Scrub(string text) => _options.Secret.Scrub(_options.Key.Scrub(text));

    public void Dispose() => _http.Dispose();

    /// <summary>True of an answer upon which a question is put again after a while.</summary>
    internal static bool IsTransient(RestReply reply) =>
        reply.Status is 429 or >= 500 || (reply.Code is 10000 or 10002 or 10006 or 10016);

    private async Task<RestReply> SendAsync(
        HttpMethod method, string path, string query, ReadOnlyMemory<byte>? body, bool signed, CancellationToken ct)
    {
        string address = query.Length == 0 ? _base + path : $"{_base}{path}?{query}";
        // The signature covers the text as written: nothing may be re-encoded on its way.
        var uri = new Uri(address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(method, uri);
        if (body is { } bytes)
        {
            request.Content = new ReadOnlyMemoryContent(bytes);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }
        if (signed) Sign(request, body is { } b ? b.Span : Encoding.ASCII.GetBytes(query));
        using HttpResponseMessage response = await _http.SendAsync(request, ct).ConfigureAwait(false);
        byte[] content = await response.Content.ReadAsByteArrayAsync(ct).ConfigureAwait(false);
        var reply = new RestReply((int)response.StatusCode, content)
        {
            LimitResetsAt = Timestamp.FromMilliseconds(HeaderOf(response, "X-Bapi-Limit-Reset-Timestamp")),
            Limit = (int)HeaderOf(response, "X-Bapi-Limit"),
        };
        if (reply.Status == 403) _ban.Begin(Environment.TickCount64);
        if (reply.Code == 10002) _clock.Doubt();
        return reply;
    }

    private static long HeaderOf(HttpResponseMessage response, string name) =>
        VenueHttp.HeaderOf(response, name) is var value and > 0 and < 9_000_000_000_000 ? value : 0;

    private void Sign(HttpRequestMessage request, ReadOnlySpan<byte> payload)
    {
        string stamp = _clock.StampMilliseconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        string window = _options.ReceiveWindowMs.ToString(System.Globalization.CultureInfo.InvariantCulture);
        byte[] head = Encoding.ASCII.GetBytes(stamp + _key + window);
        byte[] message = [.. head, .. payload];
        Span<byte> signature = stackalloc byte[RequestSigner.SignatureLength];
        _signer.Sign(message, signature);
        request.Headers.Add("X-BAPI-API-KEY", _key);
        request.Headers.Add("X-BAPI-TIMESTAMP", stamp);
        request.Headers.Add("X-BAPI-RECV-WINDOW", window);
        request.Headers.Add("X-BAPI-SIGN", Encoding.ASCII.GetString(signature));
    }
}

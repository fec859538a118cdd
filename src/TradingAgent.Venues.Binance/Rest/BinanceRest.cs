using System.Globalization;
using System.Text;
using Polly;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance.Rest;

/// <summary>
/// The venue over HTTP. Questions are repeated with jitter behind a breaker and stop before the address's weight is
/// used up; requests that change something are sent exactly once. All parameters stand in the query, and the signature
/// covers the very text that is sent.
/// </summary>
internal sealed class BinanceRest : IDisposable
{
    private readonly BinanceOptions _options;
    private readonly VenueClock _clock;
    private readonly BinanceSigner _signer;
    private readonly HttpClient _http;
    private readonly ResiliencePipeline<BinanceReply> _reads;
    private readonly string _base;
    private readonly string _key;

    /// <param name="options">Key and limits.</param>
    /// <param name="address">Base address of the product's API.</param>
    /// <param name="clock">The venue's time.</param>
    /// <param name="handler">Carries the requests; null for real sockets.</param>
    /// <param name="ban">Of whoever else asks the same host; null for its own.</param>
    public BinanceRest(
        BinanceOptions options,
        string address,
        VenueClock clock,
        HttpMessageHandler? handler = null,
        AddressBan? ban = null)
    {
        Ban = ban ?? new AddressBan();
        _options = options;
        _clock = clock;
        _signer = new BinanceSigner(options.Secret);
        _base = PlaintextRule.Check(address, options.AllowPlaintextHosts).ToString().TrimEnd('/');
        _key = Encoding.ASCII.GetString(options.Key.Reveal());
        _http = VenueHttp.Client(handler);
        _reads = ReadPipeline.Create<BinanceReply>(
            IsTransient, VenueHttp.TryTimeout, open => BreakerChanged?.Invoke(open));
    }

    private BinanceRest(BinanceRest other, string address)
    {
        (_options, _clock, _signer, _http) = (other._options, other._clock, other._signer, other._http);
        // Another host counts for itself.
        Ban = new AddressBan();
        _base = PlaintextRule.Check(address, _options.AllowPlaintextHosts).ToString().TrimEnd('/');
        _key = other._key;
        _reads = ReadPipeline.Create<BinanceReply>(IsTransient, VenueHttp.TryTimeout, _ => { });
    }

    /// <summary>Told when the venue stops answering (true) and when it answers again (false).</summary>
    public event Action<bool>? BreakerChanged;

    /// <summary>Told of every answer that counts orders: in ten seconds and in a minute; -1 is not told.</summary>
    public event Action<long, long>? OrdersCounted;

    /// <summary>What is left of the address's weight.</summary>
    public WeightWatch Weight { get; } = new();

    /// <summary>Until when nothing may be sent.</summary>
    public AddressBan Ban { get; }

    /// <summary>Where the questions go.</summary>
    public string Address => _base;

    /// <summary>Asks a question; the last answer is returned even when it is an error.</summary>
    /// <param name="path">Of the API.</param>
    /// <param name="query">Parameters.</param>
    /// <param name="access">What it must carry.</param>
    /// <param name="ct">Gives up.</param>
    /// <param name="isUrgent">It may use the weight that is kept for cancels: a kill must see what is open.</param>
    /// <exception cref="VenueUnreachableException">
    /// No answer came in spite of repeats, or none may be asked.
    /// </exception>
    public async Task<BinanceReply> GetAsync(
        string path, string query, RequestAccess access, CancellationToken ct, bool isUrgent = false)
    {
        if (Ban.IsStanding)
            throw new VenueUnreachableException(
                $"GET {_base}{path}: the venue told this address to wait; questions wait until then.");
        if (!isUrgent && !Weight.HasRoom(VenueMs))
            throw new VenueUnreachableException(
                $"GET {_base}{path}: {Weight.UsedAt(VenueMs)} of {Weight.Limit} weight are used in this minute; what "
                + "is left is kept for cancels.");
        return await VenueHttp.AskAsync(
            _reads, token => SendAsync(HttpMethod.Get, path, query, access, token), $"GET {_base}{path}", ct)
            .ConfigureAwait(false);
    }

    /// <summary>Asks a question whose answer must be good.</summary>
    /// <exception cref="VenueUnreachableException">No answer came, or an error.</exception>
    public async Task<BinanceReply> ReadAsync(
        string path, string query, RequestAccess access, CancellationToken ct, bool isUrgent = false)
    {
        BinanceReply reply = await GetAsync(path, query, access, ct, isUrgent).ConfigureAwait(false);
        if (!reply.IsOk) throw new VenueUnreachableException(Scrub($"GET {path}?{query}: {reply}"));
        return reply;
    }

    /// <summary>Sends a change exactly once, or not at all while the venue told this address to wait.</summary>
    public async Task<(BinanceReply? Reply, RestFailure Failure)> SendOnceAsync(
        HttpMethod method, string path, string query, RequestAccess access, CancellationToken ct) =>
        Ban.IsStanding
            ? (null, RestFailure.Held)
            : await VenueHttp.OnceAsync(token => SendAsync(method, path, query, access, token), ct)
                .ConfigureAwait(false);

    /// <summary>The same caller at another of the venue's hosts; it lives as long as this one.</summary>
    public BinanceRest At(string address) => new(this, address);

    /// <summary>A text that may be logged.</summary>
    public string Scrub(string text) => _options.Secret.Scrub(_options.Key.Scrub(text));

    public void Dispose() => _http.Dispose();

    /// <summary>True while there is weight for books beside what the account may need.</summary>
    public bool HasRoomForBooks => Weight.HasRoomForBooks(VenueMs);

    private long VenueMs => (_clock.Now + _clock.Offset).Milliseconds;

    /// <summary>True of an answer upon which a question is put again after a while.</summary>
    internal static bool IsTransient(BinanceReply reply) =>
        reply.Status >= 500 || reply.Code is -1000 or -1001 or -1006 or -1007 or -1008 or -1016 or -1021;

    private async Task<BinanceReply> SendAsync(
        HttpMethod method, string path, string query, RequestAccess access, CancellationToken ct)
    {
        string text = access == RequestAccess.Signed ? Sign(query) : query;
        string address = text.Length == 0 ? _base + path : $"{_base}{path}?{text}";
        // The signature covers the text as written: nothing may be re-encoded on its way.
        var uri = new Uri(address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(method, uri);
        // The runtime sends a request without a content again when a kept connection ends before the answer begins;
        // one with a content, be it empty, it never does.
        if (method != HttpMethod.Get) request.Content = new ByteArrayContent([]);
        if (access != RequestAccess.Open) request.Headers.Add("X-MBX-APIKEY", _key);
        using HttpResponseMessage response = await _http.SendAsync(request, ct).ConfigureAwait(false);
        byte[] content = await response.Content.ReadAsByteArrayAsync(ct).ConfigureAwait(false);
        var reply = new BinanceReply((int)response.StatusCode, content)
        {
            UsedWeight = VenueHttp.HeaderOf(response, "X-MBX-USED-WEIGHT-1M"),
            OrdersIn10Seconds = VenueHttp.HeaderOf(response, "X-MBX-ORDER-COUNT-10S"),
            OrdersInMinute = VenueHttp.HeaderOf(response, "X-MBX-ORDER-COUNT-1M"),
            RetryAfterSeconds = Math.Max(0, VenueHttp.HeaderOf(response, "Retry-After")),
        };
        Weight.On(reply.UsedWeight, VenueMs);
        Ban.On(reply, Environment.TickCount64, VenueMs);
        if (BinanceErrorMap.IsClock(reply.Code)) _clock.Doubt();
        if (reply.OrdersIn10Seconds >= 0 || reply.OrdersInMinute >= 0)
            OrdersCounted?.Invoke(reply.OrdersIn10Seconds, reply.OrdersInMinute);
        return reply;
    }

    /// <summary>Adds window, stamp and signature.</summary>
    private string Sign(string query)
    {
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{query}{(query.Length == 0 ? "" : "&")}recvWindow={_options.ReceiveWindowMs}"
            + $"&timestamp={_clock.StampMilliseconds}");
        Span<byte> signature = stackalloc byte[_signer.SignatureLength];
        _signer.Sign(Encoding.UTF8.GetBytes(text), signature);
        string signed = Encoding.ASCII.GetString(signature);
        return $"{text}&signature={(_signer.IsEd25519 ? Uri.EscapeDataString(signed) : signed)}";
    }
}

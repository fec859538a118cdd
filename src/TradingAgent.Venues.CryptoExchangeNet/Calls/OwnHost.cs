namespace TradingAgent.Venues.CryptoExchangeNet.Calls;

/// <summary>
/// Sends every request of a client to that client's host. The library remembers some requests by name for the whole
/// process, the host of whoever sent one first included: without this a second environment's cancels go to the first.
/// </summary>
internal sealed class OwnHost : DelegatingHandler
{
    private readonly Uri _host;

    private OwnHost(Uri host)
        : base(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(10) }) => _host = host;

    public static HttpClient Client(string host) => new(new OwnHost(new Uri(host))) { Timeout = VenueHttp.TryTimeout };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        if (request.RequestUri is { } asked && asked.Authority != _host.Authority)
            request.RequestUri = new UriBuilder(asked)
            {
                Scheme = _host.Scheme,
                Host = _host.Host,
                Port = _host.Port,
            }.Uri;
        return base.SendAsync(request, ct);
    }
}

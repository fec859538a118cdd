using Bybit.Net;
using Bybit.Net.Clients;
using Bybit.Net.Objects.Options;
using CryptoExchange.Net.Objects;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TradingAgent.Venues.CryptoExchangeNet.Calls;

namespace TradingAgent.Venues.CryptoExchangeNet.Bybit;

/// <summary>
/// The library's clients, one for each road: the addresses of market data, account and order entry are told apart as on
/// a native adapter, and a limit that makes one wait does not make an order wait.
/// </summary>
internal sealed class BybitClients : IDisposable
{
    // Not «demo»: the library sends market data of an environment of that name to the live host.
    private const string EnvironmentName = "trading-agent";
    private const int TopicsPerConnection = 1_000;

    private readonly LibraryOptions _options;
    private readonly ILoggerFactory _loggers;
    private readonly HttpClient _http;

    public BybitClients(LibraryOptions options, ILoggerFactory loggers)
    {
        _options = options;
        _loggers = new LibraryLog(loggers);
        _http = OwnHost.Client(options.Hosts.Rest);
        Rest = RestClient(RateLimitingBehaviour.Wait);
        RestOrders = RestClient(RateLimitingBehaviour.Fail);
        Market = SocketClient(options.Hosts.Market, isSigned: false);
        Account = SocketClient(options.Hosts.Account, isSigned: true);
        Trade = options.Hosts.Trade is { } trade ? SocketClient(trade, isSigned: true) : null;
    }

    public BybitRestClient Rest { get; }

    /// <summary>Orders, when there is no other road: an order that waits is an order at yesterday's price.</summary>
    public BybitRestClient RestOrders { get; }

    public BybitSocketClient Market { get; }

    public BybitSocketClient Account { get; }

    public BybitSocketClient? Trade { get; }

    public void Dispose()
    {
        Rest.Dispose();
        RestOrders.Dispose();
        Market.Dispose();
        Account.Dispose();
        Trade?.Dispose();
        _http.Dispose();
    }

    private BybitRestClient RestClient(RateLimitingBehaviour atLimit)
    {
        var options = new BybitRestOptions
        {
            Environment = BybitEnvironment.CreateCustom(
                EnvironmentName, _options.Hosts.Rest, LibraryHosts.BaseOf(_options.Hosts.Market)),
            AutoTimestamp = true,
            RequestTimeout = VenueHttp.TryTimeout,
            RateLimitingBehaviour = atLimit,
            // A limit is the host's: two hosts of one process do not use up each other's.
            RateLimitGroup = _options.Hosts.Rest,
        };
        if (!_options.Key.IsEmpty) options.ApiCredentials = Credentials();
        return new BybitRestClient(_http, _loggers, Options.Create(options));
    }

    private BybitSocketClient SocketClient(string address, bool isSigned)
    {
        var options = new BybitSocketOptions
        {
            Environment = BybitEnvironment.CreateCustom(
                EnvironmentName, _options.Hosts.Rest, LibraryHosts.BaseOf(address)),
            RequestTimeout = _options.ReplyTimeout,
            RateLimitGroup = _options.Hosts.Rest,
            RateLimitingBehaviour = isSigned ? RateLimitingBehaviour.Fail : RateLimitingBehaviour.Wait,
            ReconnectInterval = TimeSpan.FromSeconds(2),
            SocketSubscriptionsCombineTarget = TopicsPerConnection,
            SocketIndividualSubscriptionCombineTarget = TopicsPerConnection,
        };
        if (isSigned && !_options.Key.IsEmpty) options.ApiCredentials = Credentials();
        return new BybitSocketClient(Options.Create(options), _loggers);
    }

    private BybitCredentials Credentials() =>
        new(LibrarySecret.Text(_options.Key), LibrarySecret.Text(_options.Secret));
}

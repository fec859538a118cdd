using System.Globalization;
using System.Net;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Wire;

/// <summary>How venues are spoken to over HTTP: questions may be repeated, changes never are.</summary>
internal static class VenueHttp
{
    /// <summary>How long one try may take.</summary>
    public static TimeSpan TryTimeout { get; } = TimeSpan.FromSeconds(5);

    /// <summary>A client whose limits are ours alone.</summary>
    /// <param name="handler">Carries the requests; null for real sockets.</param>
    public static HttpClient Client(HttpMessageHandler? handler) => new(handler ?? new SocketsHttpHandler
    {
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        ConnectTimeout = TryTimeout,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Asks a question; the last answer is returned even when it is an error.</summary>
    /// <exception cref="VenueUnreachableException">No answer came in spite of repeats.</exception>
    public static async Task<T> AskAsync<T>(
        ResiliencePipeline<T> reads, Func<CancellationToken, Task<T>> ask, string what, CancellationToken ct)
    {
        try
        {
            return await reads.ExecuteAsync(async token => await ask(token).ConfigureAwait(false), ct)
                .ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutRejectedException
            or BrokenCircuitException)
        {
            throw new VenueUnreachableException($"{what}: {e.Message}", e);
        }
    }

    /// <summary>Sends a change exactly once.</summary>
    public static async Task<(T? Reply, RestFailure Failure)> OnceAsync<T>(
        Func<CancellationToken, Task<T>> send, CancellationToken ct)
        where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TryTimeout);
        try
        {
            return (await send(limit.Token).ConfigureAwait(false), RestFailure.None);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError
            or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return (null, RestFailure.NotSent);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return (null, RestFailure.Unknown);
        }
    }

    /// <summary>A header that is a whole number; -1 when absent or another thing.</summary>
    public static long HeaderOf(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values)
        && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? value
            : -1;
}

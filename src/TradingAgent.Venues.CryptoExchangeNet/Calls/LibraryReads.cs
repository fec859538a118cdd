using CryptoExchange.Net.Objects;
using Polly;

namespace TradingAgent.Venues.CryptoExchangeNet.Calls;

/// <summary>
/// Questions over the library's REST clients: repeated with jitter, and not asked for a while of a venue that does not
/// answer. Its answers are values, never exceptions; those that are none of ours to mend become one here.
/// </summary>
internal sealed class LibraryReads
{
    private readonly ResiliencePipeline<ICallResult> _pipeline;
    private readonly Func<string, string> _scrub;

    /// <param name="scrub">Takes secrets out of a text.</param>
    public LibraryReads(Func<string, string> scrub)
    {
        _scrub = scrub;
        _pipeline = ReadPipeline.Create<ICallResult>(
            IsTransient, VenueHttp.TryTimeout, isOpen => BreakerChanged?.Invoke(isOpen));
    }

    /// <summary>The breaker opened (true) or closed.</summary>
    public event Action<bool>? BreakerChanged;

    /// <summary>Asks and returns what the venue said.</summary>
    /// <exception cref="VenueUnreachableException">The venue did not answer, or refused.</exception>
    public async Task<T> AskAsync<T>(
        string what, Func<CancellationToken, Task<HttpResult<T>>> ask, CancellationToken ct)
    {
        HttpResult<T> answer = await TryAsync(what, ask, ct).ConfigureAwait(false);
        return answer.Success ? answer.Data : throw new VenueUnreachableException(Text(what, answer.Error));
    }

    /// <summary>Asks and returns the answer, which may be a refusal.</summary>
    /// <exception cref="VenueUnreachableException">The venue did not answer.</exception>
    public async Task<HttpResult<T>> TryAsync<T>(
        string what, Func<CancellationToken, Task<HttpResult<T>>> ask, CancellationToken ct)
    {
        ICallResult answer = await VenueHttp.AskAsync<ICallResult>(
            _pipeline, async token => await ask(token).ConfigureAwait(false), what, ct).ConfigureAwait(false);
        ct.ThrowIfCancellationRequested();
        return IsTransient(answer)
            ? throw new VenueUnreachableException(Text(what, answer.Error))
            : (HttpResult<T>)answer;
    }

    /// <summary>An answer in words, without secrets.</summary>
    public string Text(string what, Error? error) => _scrub($"{what}: {error}");

    private static bool IsTransient(ICallResult answer) => answer.Error
        is WebError or TimeoutError or CantConnectError or CancellationRequestedError or BaseRateLimitError
        or DeserializeError or { IsTransient: true };
}

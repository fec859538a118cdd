using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace TradingAgent.Venues.Wire;

/// <summary>
/// How a question is asked over HTTP: a time limit each try, repeats with jitter, and a breaker that stops asking a
/// venue that does not answer. Only for requests that change nothing; an order is never repeated blindly.
/// </summary>
public static class ReadPipeline
{
    /// <param name="isTransient">True for an answer worth asking again.</param>
    /// <param name="tryTimeout">Time limit of one try.</param>
    /// <param name="onBreaker">Told when the breaker opens (true) or closes (false).</param>
    /// <param name="retries">Repeats after the first try.</param>
    public static ResiliencePipeline<T> Create<T>(
        Func<T, bool> isTransient, TimeSpan tryTimeout, Action<bool> onBreaker, int retries = 3)
    {
        PredicateBuilder<T> handles = new PredicateBuilder<T>()
            .Handle<HttpRequestException>()
            .Handle<TimeoutRejectedException>()
            .Handle<IOException>()
            .HandleResult(isTransient);
        return new ResiliencePipelineBuilder<T>()
            .AddRetry(new RetryStrategyOptions<T>
            {
                ShouldHandle = handles,
                MaxRetryAttempts = retries,
                Delay = TimeSpan.FromMilliseconds(200),
                MaxDelay = TimeSpan.FromSeconds(3),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<T>
            {
                ShouldHandle = handles,
                FailureRatio = 0.8,
                MinimumThroughput = 10,
                SamplingDuration = TimeSpan.FromSeconds(20),
                BreakDuration = TimeSpan.FromSeconds(5),
                OnOpened = _ => Tell(onBreaker, true),
                OnClosed = _ => Tell(onBreaker, false),
            })
            .AddTimeout(tryTimeout)
            .Build();
    }

    private static ValueTask Tell(Action<bool> listener, bool open)
    {
        listener(open);
        return ValueTask.CompletedTask;
    }
}

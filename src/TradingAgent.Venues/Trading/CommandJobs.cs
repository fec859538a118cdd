using System.Threading.Channels;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Trading;

/// <summary>Commands that are not orders (queries, reports, cancelling everything), done one after the other.</summary>
internal sealed class CommandJobs
{
    private const int JobsMax = 256;

    private readonly Channel<EngineCommand> _jobs =
        Channel.CreateBounded<EngineCommand>(new BoundedChannelOptions(JobsMax) { SingleReader = true });

    /// <summary>Queues one; never blocks.</summary>
    public NotSentReason TrySend(in EngineCommand command) =>
        _jobs.Writer.TryWrite(command) ? NotSentReason.None : NotSentReason.QueueFull;

    /// <summary>Does what is queued until cancelled.</summary>
    /// <param name="run">Does one; throws when the venue does not answer.</param>
    /// <param name="onFailed">Told of a command whose outcome is unknown, and why.</param>
    /// <param name="ct">Ends it.</param>
    public async Task RunAsync(
        Func<EngineCommand, CancellationToken, Task> run, Action<EngineCommand, string> onFailed, CancellationToken ct)
    {
        await foreach (EngineCommand job in _jobs.Reader.ReadAllAsync(ct).ConfigureAwait(false))
        {
            try
            {
                await run(job, ct).ConfigureAwait(false);
            }
            catch (Exception e) when (e is VenueUnreachableException || VenueFrames.IsBadFrame(e))
            {
                onFailed(job, e.Message);
            }
        }
    }
}

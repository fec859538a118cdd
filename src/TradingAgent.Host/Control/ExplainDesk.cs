using System.Text.Json.Nodes;
using TradingAgent.Host.Verbs;
using TradingAgent.Runtime.Replay;

namespace TradingAgent.Host.Control;

/// <summary>
/// Explains decisions of the agent that runs, out of its own journal, on a thread that is neither the engine's nor the
/// journal's. One at a time, and only so far back as can be derived while somebody waits.
/// </summary>
internal sealed class ExplainDesk(string dataFolder)
{
    /// <summary>How long the asking process waits at least.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan GivesUpAfter = TimeSpan.FromSeconds(20);

    private const int TriesMax = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private int _isBusy;

    public async Task<ControlReply> AnswerAsync(ControlRequest request)
    {
        if (Interlocked.Exchange(ref _isBusy, 1) != 0)
            return ControlReply.Refused(ExitCode.Unavailable, "Another decision is being explained; ask again.");
        using var enough = new CancellationTokenSource(GivesUpAfter);
        try
        {
            return await Task.Factory.StartNew(
                () => Explain(new DecisionQuestion(request.Name, request.Value), enough.Token),
                enough.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch (OperationCanceledException)
        {
            return ControlReply.Refused(
                ExitCode.CheckFailed,
                "That is too far back to be derived beside trading; explain a copy of the data folder.");
        }
        finally
        {
            Volatile.Write(ref _isBusy, 0);
        }
    }

    private ControlReply Explain(DecisionQuestion question, CancellationToken ct)
    {
        Explanation? found = Find(question, ct, out string missing);
        if (found is null) return ControlReply.Refused(ExitCode.CheckFailed, missing);
        return new ControlReply
        {
            Exit = ExitCode.Ok,
            Lines = [.. found.Lines()],
            Figures = JsonNode.Parse(found.Json),
        };
    }

    /// <summary>The journal grows while it is read: what was half written the first time is whole the next.</summary>
    private Explanation? Find(DecisionQuestion question, CancellationToken ct, out string missing)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                return question.Find(dataFolder, isRecent: true, ct, out missing);
            }
            catch (Exception error)
                when (tries < TriesMax && error is not (UsageException or OperationCanceledException))
            {
                ct.WaitHandle.WaitOne(Pause);
            }
        }
    }
}

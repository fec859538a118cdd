using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Account;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Trading;

/// <summary>
/// Order commands over a road that answers each one before it takes the next: commands about one order keep their
/// order, others do not wait for them. What comes too late or after the gate was closed comes back as not sent. A
/// failure that nobody foresaw costs one command its certainty, never the lane.
/// </summary>
/// <param name="clock">Our time.</param>
/// <param name="desk">Knows which orders the account's stream has shown.</param>
/// <param name="outcomes">Told what became of a command.</param>
/// <param name="shownWithin">How long an order that was taken may stay unseen before its outcome is unknown.</param>
/// <param name="newLane">Makes a lane: sends one command and tells what became of it.</param>
/// <param name="logger">For humans.</param>
internal sealed partial class CommandLanes(
    VenueClock clock,
    AccountDesk desk,
    CommandEvents outcomes,
    TimeSpan shownWithin,
    Func<Func<EngineCommand, Instrument, CancellationToken, Task>> newLane,
    ILogger logger)
{
    private const int Lanes = 8;
    private const int WaitingMax = 32;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private readonly Channel<EngineCommand>[] _lanes = [.. Enumerable.Range(0, Lanes).Select(_ =>
        Channel.CreateBounded<EngineCommand>(new BoundedChannelOptions(WaitingMax) { SingleReader = true }))];

    private readonly long[] _placingSinceMs = new long[Lanes];
    private long _doubtfulSinceMs;
    private volatile bool _isClosed;

    /// <summary>Queues one order command; false when there is no room.</summary>
    public bool TrySend(in EngineCommand command) =>
        _lanes[LaneOf(in command)].Writer.TryWrite(command);

    /// <summary>Lets nothing more out; what is queued comes back as not sent.</summary>
    public void CloseGate() => _isClosed = true;

    /// <summary>
    /// True while a placement that left may still come to rest at the venue: its answer has not come, or never will.
    /// </summary>
    /// <param name="window">How long after it was signed the venue takes a request.</param>
    public bool MayArrive(TimeSpan window)
    {
        long since = Math.Max(0, Environment.TickCount64 - (long)window.TotalMilliseconds);
        bool mayArrive = Interlocked.Read(ref _doubtfulSinceMs) > since;
        for (int i = 0; i < Lanes; i++) mayArrive |= Interlocked.Read(ref _placingSinceMs[i]) > since;
        return mayArrive;
    }

    /// <summary>Sends what is queued until cancelled.</summary>
    public Task RunAsync(CancellationToken ct) => Task.WhenAll(_lanes.Select(lane => RunAsync(lane.Reader, ct)));

    /// <summary>A good answer is only «taken for processing»: one that never shows has an unknown outcome.</summary>
    public async Task AwaitShownAsync(EngineCommand command, CancellationToken ct)
    {
        long deadline = Environment.TickCount64 + (long)shownWithin.TotalMilliseconds;
        using var timer = new PeriodicTimer(LookEvery);
        try
        {
            while (!desk.Knows(command.Order))
            {
                if (Environment.TickCount64 >= deadline)
                {
                    Unknown(command);
                    desk.Doubt();
                    return;
                }
                await timer.WaitForNextTickAsync(ct).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The venue is stopping; a later run asks.
        }
    }

    public void NotSent(in EngineCommand command, NotSentReason reason) =>
        outcomes.NotSent(command.Order, command.Kind, command.Instrument, reason, clock.Now);

    public void Unknown(in EngineCommand command)
    {
        Remember(in command);
        outcomes.Unknown(command.Order, command.Kind, command.Instrument, clock.Now);
    }

    /// <summary>Nobody knows what became of it: while its window is open it may still arrive.</summary>
    public void Remember(in EngineCommand command)
    {
        // Zero of anything but a placement under way.
        long since = Interlocked.Read(ref _placingSinceMs[LaneOf(in command)]);
        if (since > Interlocked.Read(ref _doubtfulSinceMs)) Interlocked.Exchange(ref _doubtfulSinceMs, since);
    }

    private static int LaneOf(in EngineCommand command) => (int)(command.Order.Counter % Lanes);

    private async Task RunAsync(ChannelReader<EngineCommand> lane, CancellationToken ct)
    {
        Func<EngineCommand, Instrument, CancellationToken, Task> send = newLane();
        await foreach (EngineCommand command in lane.ReadAllAsync(ct).ConfigureAwait(false))
        {
            if (desk.Context.Instruments.Find(command.Instrument) is not { } instrument) continue;
            int at = LaneOf(in command);
            // Before the gate is looked at: whoever closed it finds either this or nothing sent.
            if (command.Kind == CommandKind.PlaceOrder)
                Interlocked.Exchange(ref _placingSinceMs[at], Environment.TickCount64);
            if (_isClosed) NotSent(command, NotSentReason.GateClosed);
            else if (clock.Now > command.SendBefore) NotSent(command, NotSentReason.TooLate);
            else await SendAsync(send, command, instrument, ct).ConfigureAwait(false);
            Interlocked.Exchange(ref _placingSinceMs[at], 0);
        }
    }

    private async Task SendAsync(
        Func<EngineCommand, Instrument, CancellationToken, Task> send, EngineCommand command, Instrument instrument,
        CancellationToken ct)
    {
        try
        {
            await send(command, instrument, ct).ConfigureAwait(false);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            LogFailed(logger, command.Kind, command.Order, e.Message);
            Unknown(command);
        }
    }

    [LoggerMessage(EventId = LogEvents.OrderLaneFailed, Level = LogLevel.Error,
        Message = "{Kind} of {Order} over REST failed in a way that nobody foresaw ({Reason}); its outcome is unknown")]
    private static partial void LogFailed(ILogger logger, CommandKind kind, ClientOrderId order, string reason);
}

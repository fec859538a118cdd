namespace TradingAgent.Host.Observability;

/// <summary>What the health endpoint answers with. Written by the agent's service, read by any thread.</summary>
internal sealed class AgentHealth(TimeProvider clock)
{
    private volatile string _state = "starting";
    private volatile bool _ready;
    private long _lastSignOfLife = clock.GetTimestamp();

    /// <summary>One word or two: starting, trading or what <see cref="Readiness"/> says, draining, stopped.</summary>
    public string State => _state;

    /// <summary>True while the agent is connected and may trade.</summary>
    public bool IsReady => _ready;

    /// <summary>Since the agent last showed that it is alive.</summary>
    public TimeSpan SinceSignOfLife => clock.GetElapsedTime(Interlocked.Read(ref _lastSignOfLife));

    public void SignOfLife() => Interlocked.Exchange(ref _lastSignOfLife, clock.GetTimestamp());

    public void Enter(string state, bool ready)
    {
        _ready = ready;
        _state = state;
        SignOfLife();
    }
}

namespace TradingAgent.ConcurrencyTests.Shims;

/// <summary>Makes async methods that return the shim's task run to their end where they are called.</summary>
internal sealed class TaskBuilder
{
    public Task Task { get; } = new();

    public static TaskBuilder Create() => new();

    public void Start<TMachine>(ref TMachine machine)
        where TMachine : IAsyncStateMachine => machine.MoveNext();

    public void SetStateMachine(IAsyncStateMachine machine) => _ = machine;

    public void SetResult()
    {
    }

    public void SetException(Exception wrong) => System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(wrong);

    public void AwaitOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : INotifyCompletion
        where TMachine : IAsyncStateMachine => throw new NotSupportedException("it is not done at once");

    public void AwaitUnsafeOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : ICriticalNotifyCompletion
        where TMachine : IAsyncStateMachine => throw new NotSupportedException("it is not done at once");
}

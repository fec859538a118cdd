using Xunit;

namespace TradingAgent.UnitTests.Allocation;

/// <summary>
/// The collection of what is measured to the byte: a collection that other tests cause at the same time takes what is
/// left of this thread's allocation window, which then counts as allocated.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredAlone
{
    public const string Name = "measured alone";
}

using TradingAgent.TestKit;
using Xunit;

namespace TradingAgent.UnitTests;

/// <summary>Reference material that may lie beside the repository.</summary>
internal static class Beside
{
    /// <summary>Its path; where there is none the test is skipped and says so, for it has compared nothing.</summary>
    public static string Find(string relative)
    {
        if (SharedFolder.Find(relative) is { } path) return path;
        Assert.Skip($"{relative} does not lie beside the repository: nothing was compared.");
        return "";
    }
}

namespace TradingAgent.TestKit;

/// <summary>
/// Finds reference material that lies beside the repository, or beside one of its parents, in a folder named
/// <c>shared</c>. Tests that use it are skipped without it.
/// </summary>
public static class SharedFolder
{
    private const string Variable = "TRADINGAGENT_SHARED";

    /// <summary>
    /// Full path of the file or folder <paramref name="relative"/> (such as <c>reference/quant</c>), or null when there
    /// is none. The environment variable TRADINGAGENT_SHARED, when set, names the folder to look in instead.
    /// </summary>
    public static string? Find(string relative)
    {
        ArgumentException.ThrowIfNullOrEmpty(relative);
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return Existing(Path.Combine(named, relative));

        var insideRepository = true;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!insideRepository && Existing(Path.Combine(folder.FullName, "shared", relative)) is { } path)
                return path;
            if (File.Exists(Path.Combine(folder.FullName, "TradingAgent.sln")))
                insideRepository = false;
        }

        return null;
    }

    private static string? Existing(string path) => Path.Exists(path) ? path : null;
}

namespace TradingAgent.UnitTests.Tidy;

/// <summary>The checked-out repository that the tests were built from.</summary>
internal static class RepositoryFolder
{
    public static string Path { get; } = Find();

    /// <summary>C# files below a folder, relative to the repository, generated ones left out.</summary>
    public static IEnumerable<SourceFile> Sources(params string[] folders)
    {
        foreach (string folder in folders)
        {
            string full = System.IO.Path.Combine(Path, folder);
            foreach (string file in Directory.EnumerateFiles(full, "*.cs", SearchOption.AllDirectories).Order())
            {
                string relative = System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/');
                if (relative.Contains("/obj/") || relative.Contains("/bin/")) continue;
                yield return new SourceFile(relative, File.ReadAllText(file));
            }
        }
    }

    private static string Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(System.IO.Path.Combine(at.FullName, "TradingAgent.sln"))) return at.FullName;
        throw new DirectoryNotFoundException("TradingAgent.sln is not above " + AppContext.BaseDirectory);
    }
}

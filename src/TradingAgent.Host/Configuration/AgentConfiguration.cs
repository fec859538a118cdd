namespace TradingAgent.Host.Configuration;

/// <summary>From files and variables to valid options, in one call.</summary>
/// <param name="Options">Valid.</param>
/// <param name="Source">The files it came from, for the log.</param>
/// <param name="Digest">Of the merged configuration; written into the journal.</param>
/// <param name="Variables">The process's environment variables, which hold the secrets.</param>
internal sealed record AgentConfiguration(
    AgentOptions Options, string Source, ulong Digest, IReadOnlyDictionary<string, string> Variables)
{
    /// <param name="file">Of <c>--config</c>, or null.</param>
    /// <exception cref="ConfigurationException">Something is wrong; the exception lists all of it.</exception>
    /// <exception cref="Verbs.UsageException">There is no configuration.</exception>
    public static AgentConfiguration Load(string? file)
    {
        IReadOnlyDictionary<string, string> variables = ProcessVariables.Read();
        IReadOnlyList<string> files =
            ConfigurationFiles.Find(file, Environment.CurrentDirectory, AppContext.BaseDirectory);
        ConfigurationTree tree = ConfigurationTree.Load(files, variables);
        return new AgentConfiguration(AgentOptionsValidator.Validate(tree), tree.Source, tree.Digest(), variables);
    }

    /// <summary>
    /// The configuration in force with another laid over it, or with a bare list of policies in place of its own.
    /// </summary>
    /// <param name="file">Of <c>--config</c>, or null.</param>
    /// <param name="over">What is laid over it, or null.</param>
    /// <exception cref="ConfigurationException">Something is wrong; the exception lists all of it.</exception>
    /// <exception cref="Verbs.UsageException">A file is not there.</exception>
    public static AgentOptions LoadForStudy(string? file, string? over)
    {
        IReadOnlyDictionary<string, string> variables = ProcessVariables.Read();
        IReadOnlyList<string> files =
            ConfigurationFiles.Find(file, Environment.CurrentDirectory, AppContext.BaseDirectory);
        if (over is not null && !File.Exists(over))
            throw new Verbs.UsageException($"there is no file «{over}».");
        ConfigurationTree tree = ConfigurationTree.Load(over is null ? files : [.. files, over], variables);
        return AgentOptionsValidator.Validate(tree);
    }
}

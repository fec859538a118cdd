using TradingAgent.Host.Configuration;
using TradingAgent.Runtime.Replay;

namespace TradingAgent.Host.Verbs;

/// <summary><c>config</c>: checks a configuration, or prints the schema.</summary>
internal static class ConfigVerb
{
    public static Verb Create() => new()
    {
        Name = "config",
        Summary = "check a configuration, or print its JSON schema",
        Description = """
            Reads the configuration as «run» would, with the variables and files that keys and secrets come
            from, and lists everything that is wrong in it, or prints the schema that editors complete from.
            Connects to nothing.
            """,
        Options =
        [
            new("--check", "FILE", "check this file; without it, the files that run would read"),
            new("--schema", null, "print the JSON schema of the configuration"),
            new("--digest", null, "print the digest that verify holds a journal against"),
        ],
        Examples =
        [
            ("trading-agent config --check my.json", "lists every error, exit code 2 if there is any"),
            ("trading-agent config --schema > config/agent.schema.json", "renews the committed schema"),
        ],
        Run = Run,
    };

    private static Task<int> Run(VerbArguments arguments)
    {
        if (arguments.Has("--schema"))
        {
            arguments.Console.Say(ConfigurationSchema.Generate().TrimEnd('\n'));
            return Task.FromResult(ExitCode.Ok);
        }
        AgentConfiguration configuration = AgentConfiguration.Load(arguments.Text("--check"));
        if (arguments.Has("--digest"))
        {
            var none = new InstrumentTable();
            arguments.Console.Say(PolicyDigest.Of(EngineParametersMapper.Map(configuration.Options, none)));
            return Task.FromResult(ExitCode.Ok);
        }
        ConfigurationSecrets.Require(configuration);
        arguments.Console.Say(
            $"The configuration ({configuration.Source}) is good: {configuration.Options.Environment}, " +
            $"underlyings {string.Join(", ", configuration.Options.Scope.Underlyings)}.");
        return Task.FromResult(ExitCode.Ok);
    }
}

using TradingAgent.Domain.Time;
using TradingAgent.Engine.Kernel;
using TradingAgent.Host.Configuration;
using TradingAgent.Simulation.Studies.Plans;

namespace TradingAgent.Host.Verbs;

/// <summary><c>plan</c>: what would this configuration do to that portfolio?</summary>
internal static class PlanVerb
{
    public static Verb Create() => new()
    {
        Name = "plan",
        Summary = "show what a configuration would do to a given portfolio, without trading",
        Description = """
            Tells an engine of a portfolio (spots, volatilities, bars, positions with their terms,
            wallets, and where given the ladders of books and the volume of a day) as a venue would, and
            prints its first decision: every policy's word with its inputs by name, what the risk budget
            clips, target, band, Greeks, and the orders it would send. Connects to nothing.
            config/portfolio.example.json shows the file.
            """,
        Options =
        [
            new("--config", "FILE", "configuration; else config/agent.json here or beside the executable"),
            new("--snapshot", "FILE", "the portfolio (required)"),
            new("--json", null, "as JSON"),
        ],
        Examples =
        [
            ("trading-agent plan --config mine.json --snapshot config/portfolio.example.json", "before it trades"),
        ],
        Run = arguments => Task.FromResult(Run(arguments)),
    };

    private static int Run(VerbArguments arguments)
    {
        string file = arguments.Required("--snapshot");
        if (!File.Exists(file)) throw new UsageException($"there is no portfolio file «{file}».");
        AgentOptions options = AgentConfiguration.Load(arguments.Text("--config")).Options;
        PlanPortfolio portfolio;
        try
        {
            portfolio = PlanPortfolio.Read(File.ReadAllText(file));
        }
        catch (PlanException error)
        {
            foreach (string problem in error.Problems) arguments.Console.Complain($"{file}: {problem}");
            return ExitCode.BadUsage;
        }
        foreach (string coin in portfolio.Underlyings.Keys.Except(options.Scope.Underlyings))
            arguments.Console.Complain($"note: {coin} is not in Scope.Underlyings, so it does not count.");
        double bar = ConfiguredParameters.Read(options).Value(ParameterId.BarInterval, null);
        PlanResult result;
        try
        {
            result = PortfolioPlan.Run(
                portfolio, BandRules.Mapping(options), Duration.FromMilliseconds((long)bar));
        }
        catch (OverflowException)
        {
            throw new UsageException(
                $"{file}: a quantity, a price, a wallet or what comes of them is too large to be counted: each may " +
                "be 92 billion at most. Look for a number with zeros too many.");
        }
        if (arguments.Has("--json")) arguments.Console.Say(result.Json.TrimEnd());
        else foreach (string line in result.Lines()) arguments.Console.Say(line);
        return ExitCode.Ok;
    }
}

using System.Text;

namespace TradingAgent.Host.Verbs;

/// <summary>The help pages.</summary>
internal static class HelpText
{
    /// <summary>The page of <c>trading-agent --help</c>.</summary>
    public static string Overview(IReadOnlyList<Verb> verbs)
    {
        var page = new StringBuilder();
        page.Append("""
            trading-agent - keeps the delta of a crypto derivatives portfolio inside a band,
            with passive limit orders and within loss limits.

            Usage
              trading-agent [VERB] [options]        without a verb: run
              trading-agent VERB --help             the page of one verb

            Verbs

            """);
        foreach (Verb verb in verbs) page.Append($"  {verb.Name,-10} {verb.Summary}\n");
        page.Append("""

            First steps
              trading-agent                         a demo: a local exchange and the agent, no keys needed
              trading-agent check --config FILE     are the venue, the key and the account fit to be traded?
              trading-agent run --config FILE       the same agent on the venue that FILE names
              trading-agent config --check FILE     is this configuration right?

            Configuration
              FILE of --config, else ./config/agent.json, else config/agent.json beside the executable.
              Environment variables override it: TRADINGAGENT__Scaling__BandDelta=0.1.
              Keys and secrets come from environment variables or files, never from the configuration.

            Exit codes

            """);
        foreach ((int code, string meaning) in ExitCode.All) page.Append($"  {code,3}  {meaning}\n");
        return page.ToString().TrimEnd('\n');
    }

    /// <summary>The page of <c>trading-agent VERB --help</c>.</summary>
    public static string Of(Verb verb)
    {
        var page = new StringBuilder();
        page.Append($"trading-agent {verb.Name} - {verb.Summary}\n\nUsage\n  {verb.Synopsis}\n\n");
        page.Append(verb.Description.Trim()).Append('\n');
        if (verb.Options.Count > 0)
        {
            int width = verb.Options.Max(option => option.Usage.Length);
            page.Append("\nOptions\n");
            foreach (VerbOption option in verb.Options)
                page.Append($"  {option.Usage.PadRight(width)}  {option.Description}\n");
        }
        if (verb.Examples.Count > 0)
        {
            page.Append("\nExamples\n");
            foreach ((string line, string meaning) in verb.Examples) page.Append($"  {line}\n      {meaning}\n");
        }
        return page.ToString().TrimEnd('\n');
    }
}

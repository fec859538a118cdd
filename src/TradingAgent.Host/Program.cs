using TradingAgent.Host.Verbs;

return await CommandLine.RunAsync(VerbList.All, args, new TerminalConsole());

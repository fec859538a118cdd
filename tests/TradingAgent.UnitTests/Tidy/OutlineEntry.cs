namespace TradingAgent.UnitTests.Tidy;

/// <param name="Header">Everything before its brace.</param>
/// <param name="Line">Where it begins.</param>
/// <param name="Lines">How many lines it takes.</param>
internal sealed record OutlineEntry(string Header, int Line, int Lines);

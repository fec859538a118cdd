namespace TradingAgent.Engine.Risk;

/// <summary>One figure as the venue says it and as we compute it.</summary>
internal readonly record struct GreeksDifference(OptionFigure Figure, double Theirs, double Ours);

namespace TradingAgent.Domain.Reports;

/// <summary>Which figure of an option is meant; the numbers are written into journals.</summary>
public enum OptionFigure : byte
{
    None,
    Delta,
    Gamma,
    Vega,
    Theta,
    Mark,
}

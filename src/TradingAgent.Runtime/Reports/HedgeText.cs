using System.Globalization;
using Microsoft.Extensions.Logging;
using TradingAgent.Quant.Costs;

namespace TradingAgent.Runtime.Reports;

/// <summary>The wording of why an instrument was chosen to carry a hedge.</summary>
internal static class HedgeText
{
    public static ReportLine Describe(in EngineReport report, InstrumentTable instruments)
    {
        HedgeReport hedge = report.Hedge;
        var missing = (HedgeInputs)hedge.Missing;
        return ReportText.Line(report.Kind, LogLevel.Information,
            "{Underlying} hedges by {Instrument} for {Cost:0.##} bp: half spread {HalfSpread:0.##}, fee {Fee:0.##}, " +
            "funding {Funding:0.##}, depth {Impact:0.##}, open interest {Interest:0.##}, margin {Margin:0.##}; not " +
            "said: {Missing}; next is {Next} ({NextCost})",
            report.Underlying, Name(report.Instrument, instruments), hedge.Cost, hedge.HalfSpread, hedge.Fee,
            hedge.Funding, hedge.Impact, hedge.Interest, hedge.Margin, missing, Name(hedge.Next, instruments),
            hedge.Next.IsNone || double.IsNaN(hedge.NextCost)
                ? "there is no other" : string.Create(CultureInfo.InvariantCulture, $"{hedge.NextCost:0.##} bp"));
    }

    private static string Name(InstrumentId id, InstrumentTable instruments) =>
        id.IsNone ? "none" : instruments.Find(id)?.ToString() ?? id.ToString();
}

using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using TradingAgent.Engine.Scaling.Policies;

namespace TradingAgent.Runtime.Reports;

/// <summary>The wording of a policy's part in a decision: logs, explanations and plans say the same.</summary>
public static class PolicyText
{
    /// <summary>The inputs by name, such as «volatility 0.62, leverage 0.32».</summary>
    public static string Inputs(ushort policy, in PolicyInputs inputs)
    {
        IReadOnlyList<string> names = PolicyList.Find(policy)?.Inputs ?? [];
        var text = new StringBuilder();
        for (int i = 0; i < names.Count; i++)
        {
            if (i > 0) text.Append(", ");
            text.Append(names[i]).Append(' ').Append(Number(inputs[i]));
        }
        return text.ToString();
    }

    /// <summary>The policy's name as configured.</summary>
    public static string NameOf(ushort policy) =>
        PolicyList.Find(policy)?.Name ?? policy.ToString(CultureInfo.InvariantCulture);

    internal static ReportLine Describe(in EngineReport report)
    {
        PolicyReport policy = report.Policy;
        bool isMissing = policy.Missing != PolicyInput.None;
        return ReportText.Line(report.Kind, isMissing ? LogLevel.Warning : LogLevel.Information,
            "{Underlying} policy {Slot} {Policy} {Rule}: target {Before:0.####} became {After:0.####} coins by " +
            "{Value:0.####} from {Inputs}",
            report.Underlying, policy.Slot, NameOf(policy.Policy), policy.Rule, policy.Before, policy.After,
            policy.Value, isMissing ? $"its last word, for want of {policy.Missing}"
                : Inputs(policy.Policy, policy.Inputs));
    }

    private static string Number(double value) =>
        double.IsNaN(value) ? "unknown" : value.ToString("0.######", CultureInfo.InvariantCulture);
}

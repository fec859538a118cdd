using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TradingAgent.Runtime.Reports;

namespace TradingAgent.Simulation.Studies.Plans;

/// <summary>What a configuration would do to a portfolio.</summary>
public sealed record PlanResult
{
    private static readonly JsonSerializerOptions Writing = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public required string Time { get; init; }

    public required double EquityUsd { get; init; }

    public required IReadOnlyList<DecisionPicture> Underlyings { get; init; }

    /// <summary>What it would send at once.</summary>
    public required IReadOnlyList<PlanOrder> Orders { get; init; }

    /// <summary>What it says of decisions, refusals and legs.</summary>
    public required IReadOnlyList<string> Reports { get; init; }

    [JsonIgnore]
    public string Json => JsonSerializer.Serialize(this, Writing) + "\n";

    /// <summary>In words, a line each.</summary>
    public IEnumerable<string> Lines()
    {
        yield return string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{Time}, equity {EquityUsd:N2} USD; nothing is sent");
        foreach (DecisionPicture picture in Underlyings)
            foreach (string line in picture.Lines()) yield return line;
        foreach (string report in Reports) yield return "says: " + report;
        foreach (PlanOrder order in Orders)
            yield return $"would send: {order.Side} {order.Quantity} {order.Instrument} at {order.Price}, " +
                order.TimeInForce;
        if (Orders.Count == 0) yield return "would send: nothing";
    }
}

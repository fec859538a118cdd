using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingAgent.Host.Observability;

/// <summary>What one session did, as JSON: for scripts, for the gate, for comparing sessions.</summary>
internal sealed record SessionReport
{
    private static readonly JsonSerializerOptions Writing = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public required string Environment { get; init; }

    /// <summary>Wall seconds from trading enabled to told to stop.</summary>
    public required double Seconds { get; init; }

    public required long GreeksUpdates { get; init; }

    public required long Fills { get; init; }

    /// <summary>Share of the filled quantity that rested; null when nothing was filled.</summary>
    public required double? MakerShare { get; init; }

    /// <summary>Share of time with |delta - target| within the outer band, from second 15 on.</summary>
    public required double? InBandShare { get; init; }

    /// <summary>The same had nothing been filled since second 15.</summary>
    public required double? InBandShareUnhedged { get; init; }

    /// <summary>Full outer band over the standard deviation of one minute's unhedged delta move.</summary>
    public required double? BandOverDeltaSd { get; init; }

    /// <summary>Largest |delta - target| seen outside the outer band, coins.</summary>
    public required double MaxAbsDeltaOutsideBand { get; init; }

    public required long OrdersPlaced { get; init; }

    public required long OrdersAmended { get; init; }

    public required long OrdersRejected { get; init; }

    /// <summary>Orders whose outcome was ever unknown.</summary>
    public required long UnknownOrders { get; init; }

    public required int UnknownAtEnd { get; init; }

    /// <summary>Instruments held by us or by the venue that were compared after the drain.</summary>
    public required int PositionsCompared { get; init; }

    /// <summary>True when all agreed; null when the venue could not be asked.</summary>
    public required bool? PositionsMatchVenue { get; init; }

    public required long LimitBreaches { get; init; }

    /// <summary>USD, fees not taken off.</summary>
    public required double RealisedPnl { get; init; }

    /// <summary>USD.</summary>
    public required double Fees { get; init; }

    public required LatencyReport TickToGreeksMicros { get; init; }

    public required LatencyReport TickToOrderMicros { get; init; }

    /// <summary>Hash of the engine's whole state at the end.</summary>
    public required string StateHash { get; init; }

    /// <summary>Commands ever put out.</summary>
    public required long Commands { get; init; }

    /// <summary>Each underlying by itself.</summary>
    public required IReadOnlyDictionary<string, BandReport> Underlyings { get; init; }

    /// <summary>Each venue by itself.</summary>
    public required IReadOnlyDictionary<string, VenueReport> Venues { get; init; }

    [JsonIgnore]
    public string Json => JsonSerializer.Serialize(this, Writing) + "\n";
}

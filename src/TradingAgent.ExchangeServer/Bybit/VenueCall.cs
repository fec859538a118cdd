using System.Text.Json;
using TradingAgent.Exchange.Accounts;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Bybit;

/// <summary>A request on the exchange thread: what was asked, by whom, when, and where the result is written.</summary>
internal sealed class VenueCall
{
    public required RequestFields Fields { get; init; }

    /// <summary>The caller's key; null for public requests.</summary>
    public ApiCredential? Credential { get; init; }

    public required Utf8JsonWriter Json { get; init; }

    public required Timestamp Now { get; init; }

    /// <summary>The caller; the market itself, which owns nothing private, for public requests.</summary>
    public AccountId Account => Credential?.Account ?? AccountId.Market;

    /// <summary>Outcome per item of a batch, in order; null for everything else.</summary>
    public List<Answer>? Items { get; set; }

    /// <summary>Why a setting was refused, for the one query whose failure has a result.</summary>
    public List<Answer>? Reasons { get; set; }

    /// <summary>A category to be written beside the result, as one query of the venue does.</summary>
    public Category TopCategory { get; set; }

    /// <summary>The counter that the request visited, for the reply's headers; null when none.</summary>
    public RateWindow? Window { get; set; }

    /// <summary>The category asked for; none when absent or unknown.</summary>
    public Category Category => Categories.Parse(Fields.Text("category"));
}

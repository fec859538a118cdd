namespace TradingAgent.Benchmarks.Venues;

/// <summary>
/// The venue's frames as anybody would write them down: plain classes for System.Text.Json, prices as text.
/// </summary>
internal static class VenueModel
{
    internal sealed class Frame<T>
    {
        public string Topic { get; set; } = "";

        public string Type { get; set; } = "";

        public long Ts { get; set; }

        public long Cts { get; set; }

        public long Cs { get; set; }

        public T? Data { get; set; }
    }

    internal sealed class Book
    {
        public string S { get; set; } = "";

        public string[][] B { get; set; } = [];

        public string[][] A { get; set; } = [];

        public long U { get; set; }

        public long Seq { get; set; }
    }

    /// <summary>A futures' or an option's ticker, the fields that the agent reads.</summary>
    internal sealed class Ticker
    {
        public string Symbol { get; set; } = "";

        public string? MarkPrice { get; set; }

        public string? IndexPrice { get; set; }

        public string? Bid1Price { get; set; }

        public string? Bid1Size { get; set; }

        public string? Ask1Price { get; set; }

        public string? Ask1Size { get; set; }

        public string? BidPrice { get; set; }

        public string? BidSize { get; set; }

        public string? BidIv { get; set; }

        public string? AskPrice { get; set; }

        public string? AskSize { get; set; }

        public string? AskIv { get; set; }

        public string? MarkPriceIv { get; set; }

        public string? UnderlyingPrice { get; set; }

        public string? Delta { get; set; }

        public string? Gamma { get; set; }

        public string? Vega { get; set; }

        public string? Theta { get; set; }

        public string? FundingRate { get; set; }

        public string? OpenInterest { get; set; }
    }

    internal sealed class Trade
    {
        [System.Text.Json.Serialization.JsonPropertyName("T")]
        public long At { get; set; }

        [System.Text.Json.Serialization.JsonPropertyName("s")]
        public string Symbol { get; set; } = "";

        [System.Text.Json.Serialization.JsonPropertyName("S")]
        public string Side { get; set; } = "";

        [System.Text.Json.Serialization.JsonPropertyName("v")]
        public string Size { get; set; } = "";

        [System.Text.Json.Serialization.JsonPropertyName("p")]
        public string Price { get; set; } = "";
    }
}

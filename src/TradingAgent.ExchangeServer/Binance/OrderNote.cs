namespace TradingAgent.ExchangeServer.Binance;

/// <summary>What is said of an order beside its price and size.</summary>
internal sealed record OrderNote
{
    public static readonly OrderNote Plain = new();

    /// <summary>How its price was found in the book, or NONE.</summary>
    public string PriceMatch { get; init; } = "NONE";

    /// <summary>Milliseconds; 0: until cancelled.</summary>
    public long GoodTillDate { get; init; }

    /// <summary>True when that date has ended it.</summary>
    public bool HasExpired { get; init; }

    /// <summary>Set by an amendment that named itself.</summary>
    public string? ModifyId { get; init; }
}

using TradingAgent.Exchange.Listings;

namespace TradingAgent.Exchange;

/// <summary>The public state of an instrument. A price of zero means «there is none».</summary>
public readonly record struct TickerSnapshot
{
    public InstrumentId Instrument { get; init; }

    public Price BidPrice { get; init; }

    public Quantity BidQuantity { get; init; }

    public Price AskPrice { get; init; }

    public Quantity AskQuantity { get; init; }

    public Price LastPrice { get; init; }

    /// <summary>+1 up, −1 down, 0 same as the trade before.</summary>
    public int TickDirection { get; init; }

    public double MarkPrice { get; init; }

    /// <summary>Spot index of the base coin in USD.</summary>
    public double IndexPrice { get; init; }

    /// <summary>Both sides of the position counted once, in the instrument's unit.</summary>
    public Quantity OpenInterest { get; init; }

    /// <summary>Perpetuals: the rate that the next settlement will use, as it stands.</summary>
    public decimal FundingRate { get; init; }

    /// <summary>Perpetuals.</summary>
    public Timestamp NextFundingTime { get; init; }

    public Price HighPrice24h { get; init; }

    public Price LowPrice24h { get; init; }

    public Price PreviousPrice24h { get; init; }

    public Price PreviousPrice1h { get; init; }

    public decimal Volume24h { get; init; }

    /// <summary>Volume × price for linear contracts and options, volume / price for inverse futures.</summary>
    public decimal Turnover24h { get; init; }

    /// <summary>Number of trades.</summary>
    public int TradeCount24h { get; init; }

    /// <summary>Id of the first of them; 0 when there is none.</summary>
    public long FirstTrade24h { get; init; }

    public decimal VolumeTotal { get; init; }

    public decimal TurnoverTotal { get; init; }

    /// <summary>Options: forward of the expiry in USD. Dated futures: the same.</summary>
    public double UnderlyingPrice { get; init; }

    /// <summary>Options: fraction.</summary>
    public double MarkVolatility { get; init; }

    /// <summary>Options: implied by the best bid; 0 when there is none.</summary>
    public double BidVolatility { get; init; }

    /// <summary>Options: implied by the best ask; 0 when there is none.</summary>
    public double AskVolatility { get; init; }

    /// <summary>Options: per 1 base coin.</summary>
    public VenueGreeks Greeks { get; init; }

    /// <summary>In the last 30 minutes of an expiring contract: the average so far; 0 before.</summary>
    public double PredictedDeliveryPrice { get; init; }

    /// <summary>Rises with every change of the book, mark or last trade of this instrument.</summary>
    public long UpdateCount { get; init; }

    public long Sequence { get; init; }
}

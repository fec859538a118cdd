namespace TradingAgent.Domain.Identity;

/// <summary>A trading venue; 0 is «none». The numbers are written into journals and never change.</summary>
/// <param name="Index">Position in every per-venue array.</param>
public readonly record struct VenueId(byte Index)
{
    /// <summary>How many a per-venue array holds.</summary>
    public const int Capacity = 8;

    public static readonly VenueId None;
    public static readonly VenueId Bybit = new(1);
    public static readonly VenueId BinanceFutures = new(2);
    public static readonly VenueId BinanceOptions = new(3);
    public static readonly VenueId Simulated = new(4);
    public static readonly VenueId HyperLiquid = new(5);

    public bool IsNone => Index == 0;

    public override string ToString() => Index switch
    {
        1 => "bybit",
        2 => "binance-futures",
        3 => "binance-options",
        4 => "simulated",
        5 => "hyperliquid",
        _ => "none",
    };
}

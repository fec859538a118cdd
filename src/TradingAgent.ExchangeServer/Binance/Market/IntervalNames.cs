using TradingAgent.ExchangeServer.Candles;

namespace TradingAgent.ExchangeServer.Binance.Market;

/// <summary>The venue's lengths of bars: 1m to 1M.</summary>
internal static class IntervalNames
{
    public static bool TryParse(string? name, out CandleInterval interval)
    {
        int minutes = name switch
        {
            "1m" => 1,
            "3m" => 3,
            "5m" => 5,
            "15m" => 15,
            "30m" => 30,
            "1h" => 60,
            "2h" => 120,
            "4h" => 240,
            "6h" => 360,
            "8h" => 480,
            "12h" => 720,
            "1d" => CandleInterval.DayMinutes,
            "3d" => 3 * CandleInterval.DayMinutes,
            "1w" => CandleInterval.WeekMinutes,
            "1M" => 0,
            _ => -1,
        };
        interval = new CandleInterval(name ?? "", Math.Max(minutes, 0));
        return minutes >= 0;
    }
}

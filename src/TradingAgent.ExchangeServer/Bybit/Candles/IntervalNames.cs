using TradingAgent.ExchangeServer.Candles;

namespace TradingAgent.ExchangeServer.Bybit.Candles;

/// <summary>The venue's lengths of bars: minutes as a number, then D, W and M.</summary>
internal static class IntervalNames
{
    public static readonly CandleInterval Minute = new("1", 1);
    public static readonly CandleInterval Hour = new("60", 60);

    public static bool TryParse(string? name, out CandleInterval interval)
    {
        int minutes = name switch
        {
            "1" => 1,
            "3" => 3,
            "5" => 5,
            "15" => 15,
            "30" => 30,
            "60" => 60,
            "120" => 120,
            "240" => 240,
            "360" => 360,
            "720" => 720,
            "D" => CandleInterval.DayMinutes,
            "W" => CandleInterval.WeekMinutes,
            "M" => 0,
            _ => -1,
        };
        interval = new CandleInterval(name ?? "", Math.Max(minutes, 0));
        return minutes >= 0;
    }
}

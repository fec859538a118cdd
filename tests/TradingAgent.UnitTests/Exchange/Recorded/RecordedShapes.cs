using TradingAgent.Exchange;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.MarketSources.Recorded;

namespace TradingAgent.UnitTests.Exchange.Recorded;

/// <summary>Plays a market on a grid and looks at every touch on the way.</summary>
internal static class RecordedShapes
{
    /// <summary>Crossed books seen, and moments at which a symbol had no touch.</summary>
    public static (int Crossed, int Empty) Play(
        SimulatedExchange exchange, IExchangeListener heard, Timestamp until, Duration step, params string[] symbols)
    {
        int crossed = 0;
        int empty = 0;
        InstrumentId[] ids = [.. symbols.Select(s => exchange.Find(s)!.Id)];
        for (Timestamp now = exchange.Now; now <= until; now += step)
        {
            exchange.Advance(now, heard);
            foreach (InstrumentId id in ids)
            {
                exchange.ReadTicker(id, out TickerSnapshot ticker);
                if (ticker.BidPrice.IsZero || ticker.AskPrice.IsZero) empty++;
                else if (ticker.BidPrice >= ticker.AskPrice) crossed++;
            }
        }
        return (crossed, empty);
    }

    public static SimulatedExchange Open(RecordedMarket market) =>
        new(new ExchangeSettings { Start = market.Start }, market);
}

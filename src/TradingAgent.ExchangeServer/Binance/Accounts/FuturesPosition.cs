using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;

namespace TradingAgent.ExchangeServer.Binance.Accounts;

/// <summary>A futures position with what the venue says of it beyond the exchange's own figures.</summary>
/// <param name="Instrument">The contract.</param>
/// <param name="Position">As the exchange has it.</param>
/// <param name="BidNotional">Worth of the open buys.</param>
/// <param name="AskNotional">Worth of the open sells.</param>
internal readonly record struct FuturesPosition(
    ListedInstrument Instrument, PositionSnapshot Position, decimal BidNotional, decimal AskNotional)
{
    /// <summary>Signed, at the mark.</summary>
    public double Notional => Position.Quantity.ToDouble() * Position.MarkPrice;

    /// <summary>Where closing it would bring back fees and funding too; 0 when flat.</summary>
    public double BreakEven => BreakEvenOf(Position);

    /// <summary>0 to 4 by return on margin; the venue ranks against all holders, of whom there are few here.</summary>
    public int Quantile
    {
        get
        {
            if (Position.Quantity.IsZero || Position.InitialMargin <= 0) return 0;
            return (Position.UnrealisedPnl / Position.InitialMargin) switch
            {
                <= 0 => 0,
                < 0.25 => 1,
                < 0.5 => 2,
                < 1 => 3,
                _ => 4,
            };
        }
    }

    /// <summary>True when the venue would list it: held, or with an order open.</summary>
    public bool IsListed => !Position.Quantity.IsZero || BidNotional != 0 || AskNotional != 0;

    public static double BreakEvenOf(in PositionSnapshot position) => position.Quantity.IsZero
        ? 0
        : (double)(position.AveragePrice - (position.CurrentRealisedPnl / position.Quantity.ToDecimal()));

    /// <summary>Every contract of the account, in order of listing.</summary>
    public static List<FuturesPosition> All(ExchangeView view, SymbolBook symbols, AccountId account)
    {
        Dictionary<InstrumentId, (decimal Bids, decimal Asks)> open = [];
        foreach (OrderSnapshot order in view.Exchange.OpenOrders(account))
        {
            decimal worth = order.Leaves.ToDecimal() * order.Price.ToDecimal();
            (decimal bids, decimal asks) = open.GetValueOrDefault(order.Instrument);
            open[order.Instrument] = order.Side == Side.Buy ? (bids + worth, asks) : (bids, asks + worth);
        }
        List<FuturesPosition> rows = [];
        foreach (ListedInstrument instrument in symbols.Listed(Product.Futures))
        {
            (decimal bids, decimal asks) = open.GetValueOrDefault(instrument.Id);
            rows.Add(new FuturesPosition(instrument, view.Position(account, instrument.Id), bids, asks));
        }
        return rows;
    }
}

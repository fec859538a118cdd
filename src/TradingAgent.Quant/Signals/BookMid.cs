using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Signals;

/// <summary>Prices between the best quotes.</summary>
public static class BookMid
{
    /// <summary>Share of the bid in the quantity at the touch, in [0, 1].</summary>
    public static Figure BidShare(double bidQuantity, double askQuantity)
    {
        if (!double.IsFinite(bidQuantity) || !double.IsFinite(askQuantity))
            return Figure.None(FigureStatus.NotFinite);
        var sum = bidQuantity + askQuantity;
        return bidQuantity >= 0 && askQuantity >= 0 && sum > 0
            ? Figure.Of(bidQuantity / sum)
            : Figure.None(FigureStatus.OutOfRange);
    }

    /// <summary>The mid weighted by the other side's quantity: near the ask when the bid is thick.</summary>
    public static Figure Weighted(double bid, double bidQuantity, double ask, double askQuantity)
    {
        var share = BidShare(bidQuantity, askQuantity);
        return share.HasValue ? Figure.Of((share.Value * ask) + ((1 - share.Value) * bid)) : share;
    }
}

using TradingAgent.Engine.Kernel;
using TradingAgent.Quant.Sizing;

namespace TradingAgent.Engine.Scaling;

/// <summary>
/// What the targets of the policies really earned, from flat to flat or to a turn, of each underlying. Of a fill in a
/// future the part that brings what is held for the target nearer to it is the trade's, at its own price and with its
/// fee; the rest hedges options. Where a target moves and the options' delta has moved along, so that there is nothing
/// to trade, the two are crossed at the price of the moment, at no cost. All policies of an underlying share its
/// trades: their orders are one, and cannot be told apart.
/// </summary>
internal sealed class TradeBook
{
    /// <summary>Less than this is no position, coins.</summary>
    private const double Flat = 1e-9;

    private readonly OpenTrade[] _open = new OpenTrade[UnderlyingId.Capacity];
    private readonly RealisedTrades[] _closed = new RealisedTrades[UnderlyingId.Capacity];

    /// <summary>The trade that runs.</summary>
    public ref readonly OpenTrade Open(UnderlyingId underlying) => ref _open[underlying.Index];

    /// <summary>Those that are over, net of fees and funding, as shares of their largest value.</summary>
    public ref readonly RealisedTrades Closed(UnderlyingId underlying) => ref _closed[underlying.Index];

    /// <summary>A fill of ours in a future.</summary>
    /// <param name="underlying">Whose.</param>
    /// <param name="goal">What the policies want held, coins.</param>
    /// <param name="delta">What was filled, coins, positive bought.</param>
    /// <param name="price">Of the fill, USD.</param>
    /// <param name="feeUsd">Of the fill; negative for a rebate.</param>
    public void OnFill(UnderlyingId underlying, double goal, double delta, double price, double feeUsd)
    {
        double gap = goal - _open[underlying.Index].Coins;
        if (gap * delta <= 0) return;
        double part = Math.CopySign(Math.Min(Math.Abs(delta), Math.Abs(gap)), delta);
        Take(underlying, part, price, feeUsd * part / delta);
    }

    /// <summary>Funding of a future that is held: the trade's share of it is what it holds of the position.</summary>
    /// <param name="underlying">Whose.</param>
    /// <param name="receivedUsd">Negative for what was paid.</param>
    /// <param name="heldDelta">Of the position, coins.</param>
    public void OnFunding(UnderlyingId underlying, double receivedUsd, double heldDelta)
    {
        ref OpenTrade trade = ref _open[underlying.Index];
        if (trade.Coins * heldDelta <= 0 || !double.IsFinite(receivedUsd)) return;
        trade.CostUsd -= receivedUsd * Math.Min(1, trade.Coins / heldDelta);
    }

    /// <summary>
    /// Nothing is to be traded, the delta being inside its band: what the trade lacks or has too much by more than the
    /// band is in the options' delta already. One that is to be flat, or has turned, ends here.
    /// </summary>
    /// <param name="underlying">Which.</param>
    /// <param name="goal">What the policies want held, coins.</param>
    /// <param name="width">Half width of the band, coins.</param>
    /// <param name="spot">USD.</param>
    public void Cross(UnderlyingId underlying, double goal, double width, double spot)
    {
        double held = _open[underlying.Index].Coins;
        bool ends = held != 0 && goal * held <= 0;
        if (ends) Take(underlying, -held, spot, 0);
        else if (Math.Abs(goal - held) > width) Take(underlying, goal - held, spot, 0);
    }

    /// <summary>No policy speaks any more: what is held is nobody's trade.</summary>
    public void Forget(UnderlyingId underlying) => _open[underlying.Index] = default;

    public void Save(ref SnapshotWriter writer)
    {
        writer.Write<OpenTrade>(_open);
        writer.Write<RealisedTrades>(_closed);
    }

    public void Load(ref SnapshotReader reader)
    {
        reader.Read<OpenTrade>(_open);
        reader.Read<RealisedTrades>(_closed);
    }

    private void Take(UnderlyingId underlying, double coins, double price, double feeUsd)
    {
        ref OpenTrade trade = ref _open[underlying.Index];
        bool turns = trade.Coins * coins < 0 && Math.Abs(coins) > Math.Abs(trade.Coins) + Flat;
        if (turns)
        {
            double share = -trade.Coins / coins;
            double rest = coins + trade.Coins;
            Take(underlying, -trade.Coins, price, feeUsd * share);
            Take(underlying, rest, price, feeUsd * (1 - share));
            return;
        }
        trade.Coins += coins;
        trade.PaidUsd += coins * price;
        trade.CostUsd += feeUsd;
        trade.PeakUsd = Math.Max(trade.PeakUsd, Math.Abs(trade.Coins) * price);
        if (Math.Abs(trade.Coins) < Flat) Close(underlying);
    }

    private void Close(UnderlyingId underlying)
    {
        ref OpenTrade trade = ref _open[underlying.Index];
        if (trade.PeakUsd > 0) _closed[underlying.Index].Add(-(trade.PaidUsd + trade.CostUsd) / trade.PeakUsd);
        trade = default;
    }
}

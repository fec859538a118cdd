using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Signals;

/// <summary>
/// The quantity ahead of a resting order, known only from trades and the level's total (the probability models of
/// Rigtorp 2013): a fall of the level beyond what was traded is a cancellation, ahead of us with probability 1 - p.
/// </summary>
public struct QueuePosition
{
    private double _ahead;
    private double _level;
    private double _traded;

    /// <summary>Estimated quantity ahead.</summary>
    public readonly double Ahead => _ahead;

    /// <summary>Our order joins behind the whole level.</summary>
    public void Join(double levelQuantity)
    {
        _ahead = Math.Max(0, levelQuantity);
        _level = _ahead;
        _traded = 0;
    }

    /// <summary>A trade at our level takes from the front.</summary>
    public void Trade(double quantity)
    {
        _ahead = Math.Max(0, _ahead - quantity);
        _traded += quantity;
    }

    /// <summary>The level's new total, our order left out.</summary>
    public void Depth(double levelQuantity, QueueRule rule)
    {
        var cancelled = _level - levelQuantity - _traded;
        if (cancelled > 0 && rule != QueueRule.TradesOnly)
        {
            // As the level stood after the trades.
            var behind = Math.Max(0, _level - _traded - _ahead);
            double back = Weight(behind, rule), front = Weight(_ahead, rule);
            var fromBehind = back + front > 0 ? back / (back + front) : 0;
            _ahead = _ahead - ((1 - fromBehind) * cancelled) + Math.Min(behind - (fromBehind * cancelled), 0);
        }

        _ahead = Math.Clamp(_ahead, 0, Math.Max(0, levelQuantity));
        _level = Math.Max(0, levelQuantity);
        _traded = 0;
    }

    private static double Weight(double quantity, QueueRule rule) => rule switch
    {
        QueueRule.Cubic => quantity * quantity * quantity,
        QueueRule.Logarithmic => Elementary.Log(1 + quantity),
        _ => quantity,
    };
}

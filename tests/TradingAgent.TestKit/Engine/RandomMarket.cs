namespace TradingAgent.TestKit.Engine;

/// <summary>The small market walking at random from a seed: quotes, marks, tickers, now and then nonsense.</summary>
public sealed class RandomMarket
{
    private static readonly InstrumentId[] Options =
        [.. SmallMarket.LinearOptions, .. SmallMarket.InverseOptions, .. SmallMarket.EtherOptions];

    private readonly EngineRig _rig;
    private readonly SeededRandom _random;
    private decimal _bitcoin = 100_000;
    private decimal _ether = 4_000;

    public RandomMarket(EngineRig rig, SeededRandom random) => (_rig, _random) = (rig, random);

    /// <summary>Some quotes are crossed, one-sided or absurd.</summary>
    public bool HasNonsense { get; set; } = true;

    /// <summary>Strangers trade, show depth and are liquidated, and funding and open interest change.</summary>
    public bool HasFlow { get; set; }

    /// <summary>One thing happens.</summary>
    public void Step()
    {
        if (HasFlow) Flow();
        switch (_random.Below(10))
        {
            case < 4:
                _bitcoin = Walk(_bitcoin, 12, 90_000, 110_000);
                _rig.Market(SmallMarket.Perpetual, _bitcoin - 0.1m, _bitcoin + 0.1m);
                break;
            case 4:
                _ether = Walk(_ether, 2, 3_500, 4_500);
                _rig.Market(SmallMarket.EtherPerpetual, _ether - 0.1m, _ether + 0.1m);
                break;
            case 5:
                decimal inverse = decimal.Round(_bitcoin * 2) / 2;
                _rig.Market(SmallMarket.InversePerpetual, inverse - 0.5m, inverse + 0.5m);
                break;
            case 6:
                decimal dated = decimal.Round(_bitcoin * 1.01m, 1);
                InstrumentId future = _random.OnceIn(2) ? SmallMarket.DatedFuture : SmallMarket.DatedInverse;
                _rig.Market(future, dated - 1, dated + 1);
                break;
            case 7 when HasNonsense && _random.OnceIn(10):
                Nonsense();
                break;
            default:
                Ticker(_random.Of(Options));
                break;
        }
    }

    /// <summary>A ticker of one option with a new volatility and forward, sometimes without a volatility.</summary>
    public void Ticker(InstrumentId id)
    {
        bool isEther = id.Index >= SmallMarket.EtherOptions[0].Index;
        decimal forward = (isEther ? _ether : _bitcoin) * (decimal)_random.Between(0.998, 1.012);
        double volatility = HasNonsense && _random.OnceIn(50) ? 0 : _random.Between(0.3, 0.9);
        _rig.OptionTicker(id, volatility, decimal.Round(forward, 2));
    }

    private void Flow()
    {
        bool isEther = _random.OnceIn(3);
        InstrumentId id = isEther ? SmallMarket.EtherPerpetual : SmallMarket.Perpetual;
        decimal size = decimal.Round((decimal)_random.Between(0.1, isEther ? 60 : 3), 3);
        _rig.Trade(size, isEther ? _ether : _bitcoin, id);
        switch (_random.Below(8))
        {
            case 0 or 1 or 2:
                _rig.Depth(size * 20, size * 15, id);
                break;
            case 3:
                _rig.FundingRate(_random.Between(-0.0005, 0.001), instrument: id);
                break;
            case 4:
                _rig.OpenInterest(_random.Between(40_000, 60_000), id);
                break;
            case 5:
                _rig.Liquidation(_random.OnceIn(2) ? Side.Buy : Side.Sell, size, id);
                break;
        }
    }

    private void Nonsense()
    {
        switch (_random.Below(3))
        {
            case 0:
                _rig.Quote(SmallMarket.Perpetual, _bitcoin + 5, _bitcoin - 5);
                break;
            case 1:
                _rig.Quote(SmallMarket.Perpetual, _bitcoin, 0, 5, 0);
                break;
            default:
                _rig.Quote(SmallMarket.Perpetual, _bitcoin / 2, (_bitcoin / 2) + 1);
                break;
        }
    }

    private decimal Walk(decimal price, double step, decimal low, decimal high) =>
        Math.Clamp(decimal.Round(price + (decimal)_random.Between(-step, step), 1), low, high);
}

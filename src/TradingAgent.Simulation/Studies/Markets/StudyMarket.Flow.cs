using TradingAgent.Exchange.MarketSources.Generated;

namespace TradingAgent.Simulation.Studies.Markets;

/// <summary>What the public streams say beside prices: policies that look at it have something to see.</summary>
public sealed partial class StudyMarket
{
    private const double DaySeconds = 86_400;
    private const double InterestSeconds = 60;
    private const double RateSeconds = 3600;

    /// <summary>Deviation of the open interest's change in a minute.</summary>
    private const double InterestDeviation = 0.002;

    /// <summary>Of the volume, what is liquidated, and how often.</summary>
    private const double LiquidatedShare = 0.01;

    private const double LiquidationsPerDay = 100;
    private readonly Chance _flow;
    private readonly double[] _rates;
    private readonly double[] _interest;

    /// <summary>Funding of the interval that runs: what is shown is what will be paid.</summary>
    private void NextRate(int coin) =>
        _rates[coin] = _settings.FundingMean + (_settings.FundingDeviation * _chance.Normal());

    /// <summary>Depth and volume every step, interest every minute, the rate every hour.</summary>
    private void TellFlow()
    {
        for (int coin = 0; coin < _settings.Coins.Count; coin++)
        {
            var id = new InstrumentId(coin + 1);
            double price = MidOf(coin);
            double bid = _settings.DepthUsd / price * _flow.Between(0.5, 1.5);
            double ask = _settings.DepthUsd / price * _flow.Between(0.5, 1.5);
            Apply(
                new EngineEvent
                {
                    Kind = EventKind.DepthSummaryChanged,
                    Flags = EventFlags.MoreFollows,
                    Instrument = id,
                    Depth = new DepthSummaryChanged(
                        Size(bid / 2), Size(bid), Size(bid * 2), Size(bid * 4),
                        Size(ask / 2), Size(ask), Size(ask * 2), Size(ask * 4)),
                }, Now);
            Side side = _flow.Uniform() < 0.5 ? Side.Buy : Side.Sell;
            double traded = _settings.VolumeUsdPerDay / price * _settings.Step.Seconds / DaySeconds;
            Apply(
                new EngineEvent
                {
                    Kind = EventKind.TradePrinted,
                    Flags = EventFlags.MoreFollows,
                    Instrument = id,
                    Trade = new TradePrinted(
                        _instruments[coin + 1].Mark, Size(traded * _flow.Between(0.5, 1.5)), side, 1),
                }, Now);
            TellCrowd(coin, id, traded);
        }
    }

    private void TellCrowd(int coin, InstrumentId id, double traded)
    {
        if (IsTime(InterestSeconds))
        {
            _interest[coin] *= 1 + (InterestDeviation * _flow.Normal());
            Apply(
                new EngineEvent
                {
                    Kind = EventKind.OpenInterestChanged,
                    Flags = EventFlags.MoreFollows,
                    Instrument = id,
                    OpenInterest = new OpenInterestChanged(_interest[coin]),
                }, Now);
        }
        if (IsTime(RateSeconds))
            Apply(
                new EngineEvent
                {
                    Kind = EventKind.FundingChanged,
                    Flags = EventFlags.MoreFollows,
                    Instrument = id,
                    Funding = new FundingChanged(_rates[coin], _fundingAt, (int)(FundingHours * 60)),
                }, Now);
        if (_flow.Uniform() >= LiquidationsPerDay * _settings.Step.Seconds / DaySeconds) return;
        double usual = traded * DaySeconds / _settings.Step.Seconds * LiquidatedShare / LiquidationsPerDay;
        Apply(
            new EngineEvent
            {
                Kind = EventKind.LiquidationPrinted,
                Flags = EventFlags.MoreFollows,
                Instrument = id,
                Liquidation = new LiquidationPrinted(
                    _flow.Uniform() < 0.5 ? Side.Buy : Side.Sell, _instruments[coin + 1].Mark,
                    Size(_flow.Exponential(usual))),
            }, Now);
    }

    private bool IsTime(double seconds) =>
        _steps == 1 || _steps % Math.Max(1, (long)(seconds / _settings.Step.Seconds)) == 0;

    private static Quantity Size(double coins) => new((long)(coins * FixedPoint.Scale));
}

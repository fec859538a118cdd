using TradingAgent.Quant.Maths;

namespace TradingAgent.Exchange.MarketSources.Generated;

/// <summary>
/// The state of one coin: spot, volatility regime, premium of the perpetuals, yearly basis, order-flow tilt. Spot moves
/// in steps at random moments, as traded prices do, with a variance that follows the regime; flow leads it slightly.
/// </summary>
internal sealed class CoinPath(CoinSettings settings, GeneratorSettings market, Chance chance) : IChainModel
{
    private const double YearSeconds = 31_536_000;
    private const double DaySeconds = 86_400;
    private const double VolatilityMin = 0.40;
    private const double VolatilityMax = 1.50;
    private const double ReversionPerYear = 25;

    private double _slow;
    private double _fast;
    private double _premiumSlow;
    private double _premiumFast;
    private double _premiumAverage;

    public double Spot { get; private set; } = settings.StartPrice;

    /// <summary>Per year, now.</summary>
    public double Volatility { get; private set; } = settings.Volatility;

    /// <summary>Perpetual over spot, as a fraction.</summary>
    public double Premium => _premiumSlow + _premiumFast;

    /// <summary>What the mark follows: the premium without its quickest part.</summary>
    public double MarkPremium => _premiumAverage;

    /// <summary>Dated futures over spot, per year.</summary>
    public double Basis { get; private set; } = 0.06;

    /// <summary>−1 (sellers) to 1 (buyers).</summary>
    public double Flow { get; private set; }

    /// <summary>The rate of the next funding: premium plus interest, damped as the venue does.</summary>
    public decimal FundingRate
    {
        get
        {
            double rate = _premiumAverage + Math.Clamp(0.0001 - _premiumAverage, -0.0005, 0.0005);
            return decimal.Round((decimal)Math.Clamp(rate, -0.005, 0.005), 8);
        }
    }

    /// <summary>Moves spot once; <paramref name="common"/> is the part shared with the other coins.</summary>
    public void Move(double common)
    {
        double own = chance.Normal();
        double shared = market.Correlation;
        double normal = (shared * common) + (Math.Sqrt(1 - (shared * shared)) * own) + (0.15 * Flow);
        double deviation = Volatility * market.VolatilityScale / Math.Sqrt(YearSeconds * market.MovesPerSecond);
        double jump = chance.Uniform() < market.JumpsPerDay / (DaySeconds * market.MovesPerSecond)
            ? chance.Normal() * market.JumpSize * market.VolatilityScale
            : 0;
        Spot *= Elementary.Exp((deviation * normal) - (deviation * deviation / 2) + jump);
        if (jump != 0) _fast = Math.Min(_fast + 0.4, 0.9);
    }

    /// <summary>Lets the slow states drift for one second.</summary>
    public void Drift(double commonSlow, double commonFast)
    {
        _slow = Revert(_slow, Mix(commonSlow), deviation: 0.30, seconds: 10_800);
        _fast = Revert(_fast, Mix(commonFast), deviation: 0.28, seconds: 240);
        Volatility = Math.Clamp(settings.Volatility * Elementary.Exp(_slow + _fast), VolatilityMin, VolatilityMax);
        _premiumSlow = Revert(_premiumSlow, chance.Normal(), deviation: 0.0004, seconds: 43_200);
        _premiumFast = Revert(_premiumFast, chance.Normal(), deviation: 0.0001, seconds: 60);
        _premiumAverage += (Premium - _premiumAverage) / 60;
        Basis = 0.06 + Revert(Basis - 0.06, chance.Normal(), deviation: 0.03, seconds: DaySeconds);
        Flow = Math.Clamp(Revert(Flow, chance.Normal(), deviation: 0.35, seconds: 20), -1, 1);
    }

    /// <summary>Forward for a time to expiry in years.</summary>
    public double Forward(double years) => Spot * (1 + (Basis * years));

    /// <summary>At-the-money volatility of an expiry: the regime now, dying away towards the long-run level.</summary>
    public double AtTheMoney(double years)
    {
        double near = settings.Volatility * Elementary.Exp((0.7 * _slow) + (0.1 * _fast));
        near = Math.Clamp(near, 0.35, 1.6);
        double far = settings.Volatility * 0.92;
        double x = Math.Max(ReversionPerYear * years, 1e-6);
        double weight = (1 - Elementary.Exp(-x)) / x;
        return Math.Sqrt((far * far) + (((near * near) - (far * far)) * weight));
    }

    public double VolatilityAt(double strike, double forward, double years, double atTheMoney) =>
        new SmileModel(forward, years, atTheMoney).Volatility(strike);

    private static double Revert(double state, double normal, double deviation, double seconds) =>
        state - (state / seconds) + (deviation * Math.Sqrt(2 / seconds) * normal);

    private double Mix(double common) => (0.8 * common) + (0.6 * chance.Normal());
}

using TradingAgent.Quant.Options;
using TradingAgent.TestKit.Engine;

namespace TradingAgent.UnitTests.Engine.Risk;

/// <summary>
/// The oracle: the same book, revalued from nothing one option at a time with the scalar formula, and its own idea of
/// how forwards follow from tickers.
/// </summary>
internal sealed class ScratchBook
{
    private readonly Dictionary<int, InstrumentTerms> _terms =
        SmallMarket.All.ToDictionary(i => i.Id.Index, i => i.Terms);
    private readonly SortedDictionary<int, decimal> _positions = [];
    private readonly Dictionary<int, decimal> _inverseCosts = [];
    private readonly Dictionary<int, decimal> _marks = [];
    private readonly Dictionary<int, double> _sigmas = [];
    private readonly Dictionary<(byte Coin, long Expiry), (double Used, double Smoothed)> _basis = [];
    private readonly Dictionary<byte, double> _spot = [];
    private readonly Dictionary<(byte Coin, long Expiry), SurfaceFitted> _smiles = [];

    /// <summary>True for the USD numeraire, in which coin equity is delta.</summary>
    public bool InUsd { get; init; }

    public double BitcoinWallet { get; set; }

    public void OnMarket(InstrumentId id, decimal bid, decimal ask)
    {
        _marks[id.Index] = (bid + ask) / 2;
        if (id == SmallMarket.Perpetual || id == SmallMarket.EtherPerpetual)
            _spot[_terms[id.Index].BaseCoin.Index] = ((double)bid + (double)ask) * 0.5;
    }

    public void OnTicker(InstrumentId id, double sigma, decimal forward)
    {
        InstrumentTerms terms = _terms[id.Index];
        var key = (terms.BaseCoin.Index, terms.Expiry.Nanoseconds);
        double basis = ((double)forward / _spot[terms.BaseCoin.Index]) - 1;
        _sigmas[id.Index] = sigma;
        if (!_basis.TryGetValue(key, out (double Used, double Smoothed) at))
        {
            _basis[key] = (basis, basis);
            return;
        }
        double smoothed = at.Smoothed + (0.25 * (basis - at.Smoothed));
        _basis[key] = (Math.Abs(smoothed - at.Used) < 2e-6 ? at.Used : smoothed, smoothed);
    }

    public void OnSmile(in SurfaceFitted smile) =>
        _smiles[(smile.Underlying.Index, smile.Expiry.Nanoseconds)] = smile;

    /// <summary>Whether an option has no volatility of its own.</summary>
    public bool IsOnSmile(InstrumentId id) => _sigmas.GetValueOrDefault(id.Index) == 0;

    public void OnFill(InstrumentId id, decimal signed, decimal price)
    {
        _positions[id.Index] = _positions.GetValueOrDefault(id.Index) + signed;
        InstrumentTerms terms = _terms[id.Index];
        if (terms.IsFuture && terms.IsInverse)
        {
            _inverseCosts[id.Index] =
                _inverseCosts.GetValueOrDefault(id.Index) - decimal.Round(signed / price, 8);
        }
    }

    public ScratchRisk Value(UnderlyingId underlying, Timestamp now)
    {
        var total = new ScratchRisk();
        double spot = _spot[underlying.Index];
        foreach ((int id, decimal quantity) in _positions)
        {
            InstrumentTerms terms = _terms[id];
            if (terms.Underlying != underlying || quantity == 0) continue;
            total += terms.IsOption
                ? ValueOption(id, terms, (double)quantity, spot, now) : ValueFuture(id, terms, (double)quantity, spot);
        }
        if (InUsd && underlying == SmallMarket.Bitcoin) total += new ScratchRisk { Delta = BitcoinWallet };
        return total;
    }

    private ScratchRisk ValueOption(int id, in InstrumentTerms terms, double held, double spot, Timestamp now)
    {
        double forward = spot * (1 + _basis[(terms.BaseCoin.Index, terms.Expiry.Nanoseconds)].Used);
        double years = (terms.Expiry - now).Nanoseconds / (365.0 * 86_400 * 1e9);
        OptionGreeks leg = Black76.Evaluate(
            terms.OptionSide == OptionSide.Call, forward, terms.Strike.ToDouble(), years,
            _sigmas[id] > 0 ? _sigmas[id] : SmileVolatility(terms, forward));
        double ratio = forward / spot;
        double netTransaction = leg.Delta - (leg.Price / forward);
        bool asCoin = terms.IsInverse && !InUsd;
        double delta = asCoin ? netTransaction : leg.Delta;
        double gamma = asCoin ? leg.Gamma - (netTransaction / forward) : leg.Gamma;
        double value = terms.IsInverse ? leg.Price / forward * spot : leg.Price;
        return new ScratchRisk
        {
            Delta = held * delta * ratio,
            Gamma = held * gamma * ratio * ratio,
            Vega = held * leg.VegaPerPoint,
            Theta = held * leg.ThetaPerDay,
            Value = held * value,
        };
    }

    /// <summary>Raw SVI written out, so that not even its formula is shared.</summary>
    private double SmileVolatility(in InstrumentTerms terms, double forward)
    {
        SurfaceFitted smile = _smiles[(terms.BaseCoin.Index, terms.Expiry.Nanoseconds)];
        double x = Math.Log(terms.Strike.ToDouble() / forward) - smile.M;
        double w = smile.A + (smile.B * ((smile.Rho * x) + Math.Sqrt((x * x) + (smile.Sigma * smile.Sigma))));
        return Math.Sqrt(w / smile.YearFraction);
    }

    private ScratchRisk ValueFuture(int id, in InstrumentTerms terms, double held, double spot)
    {
        double mark = (double)_marks[id];
        if (!terms.IsInverse) return new ScratchRisk { Delta = terms.IsPerpetual ? held : held * (mark / spot) };
        double open = -(held / mark) - (double)_inverseCosts[id];
        return new ScratchRisk
        {
            Delta = (held / spot) + (InUsd ? open : 0),
            Gamma = InUsd ? 0 : -held / (spot * spot),
        };
    }
}

using TradingAgent.Engine.Market;

namespace TradingAgent.Engine.Risk;

/// <summary>The options of one coin at one venue, as that venue adds them up.</summary>
internal sealed partial class PortfolioGreeks
{
    /// <summary>
    /// Sums what is held of a coin's options at a venue, each over its own forward as the venue does it, and those that
    /// the scope leaves out too.
    /// </summary>
    /// <returns>False while an option has no Greeks, or expires within minutes: there is no sum to compare.</returns>
    public bool TrySumCoin(VenueId venue, CurrencyId coin, out CoinSums sums)
    {
        sums = default;
        if (_rebuild != 0) return false;
        for (int i = 1; i < _listings.Count; i++)
        {
            var id = new InstrumentId(i);
            if (!_listings.IsListed(id) || _positions[id].Quantity.IsZero) continue;
            ref readonly InstrumentTerms terms = ref _listings.Terms(id);
            if (!terms.IsOption || terms.Venue != venue || terms.BaseCoin != coin) continue;
            if (terms.Expiry - _clock.Now < GreeksCheck.LeftMin) return false;
            double held = _positions[id].Quantity.ToDouble() * terms.Multiplier.ToDouble();
            int leg = _legOf[i] - 1;
            if (leg >= 0 && IsOurs(_legs.Quality[leg]))
            {
                sums.Add(held, _legs.Deltas[leg], _legs.Vegas[leg]);
                continue;
            }
            ref readonly OptionView option = ref _market.Option(id);
            if (option.GreeksAt.IsNone) return false;
            sums.Add(held, option.Greeks.Delta, option.Greeks.VegaPerVolPoint);
        }
        return true;
    }
}

using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Setup;

/// <summary>What a venue lists within the scope, as lines of a check.</summary>
internal static class InstrumentLook
{
    private const int StepsSaid = 8;

    public static void Look(
        List<CheckRow> rows, VenueCatalog catalog, VenueScope scope, Func<Instrument, bool> isTraded, string example)
    {
        foreach (string coin in scope.BaseCoins)
        {
            Instrument[] ofCoin = [.. catalog.Instruments.Where(i => i.Terms.BaseCoin.Code == coin)];
            int options = ofCoin.Count(i => i.Terms.IsOption);
            int perpetuals = ofCoin.Count(i => i.Terms.IsPerpetual);
            string text =
                $"{coin}: {perpetuals} perpetuals, {ofCoin.Length - options - perpetuals} futures, {options} options";
            rows.Add(ofCoin.Length > 0
                ? new("instruments", CheckState.Right, text)
                : new("instruments", CheckState.Wrong, text, "the venue lists nothing of this coin; change the scope"));
        }
        Instrument[] traded = [.. catalog.Instruments.Where(isTraded)];
        if (traded.Length == 0)
            rows.Add(new(
                "steps", CheckState.Note, "nothing of what is listed may be traded",
                $"name instruments in Scope.Tradable, such as {example}"));
        foreach (Instrument instrument in traded.Take(StepsSaid))
        {
            InstrumentTerms terms = instrument.Terms;
            rows.Add(new(
                "steps", CheckState.Right,
                $"{instrument.Symbol}: price {terms.Tick}, size {terms.Lot} from {terms.QuantityMin} to "
                + $"{terms.QuantityMax}, value from {terms.NotionalMin}"));
        }
        if (traded.Length > StepsSaid)
            rows.Add(new("steps", CheckState.Right, $"and {traded.Length - StepsSaid} more"));
    }
}

namespace TradingAgent.Simulation.Studies.Plans;

/// <summary>Finds everything that is wrong with a portfolio that could be read.</summary>
internal static class PlanCheck
{
    private const int InstrumentsMax = 500;

    public static IEnumerable<string> Problems(PlanPortfolio portfolio)
    {
        foreach (string coin in portfolio.Wallets.Keys.Where(coin => !CurrencyId.TryFind(coin, out _)))
            yield return $"wallets.{coin}: is no coin this build knows.";
        foreach ((string coin, PlanUnderlying underlying) in portfolio.Underlyings)
            foreach (string problem in Problems(coin, underlying)) yield return problem;
        if (portfolio.Instruments.Count > InstrumentsMax)
            yield return $"instruments: there are {portfolio.Instruments.Count}; at most {InstrumentsMax} are taken.";
        var symbols = new HashSet<string>();
        for (int i = 0; i < portfolio.Instruments.Count; i++)
        {
            string at = $"instruments[{i}]";
            if (!symbols.Add(portfolio.Instruments[i].Symbol))
                yield return $"{at}.symbol: {portfolio.Instruments[i].Symbol} is there twice.";
            foreach (string problem in Problems(portfolio, at, portfolio.Instruments[i])) yield return problem;
        }
        foreach (string coin in portfolio.Underlyings.Keys)
        {
            bool hasReference = portfolio.Instruments.Any(one =>
                one.Underlying == coin && one.Kind.EndsWith("Perpetual", StringComparison.Ordinal));
            if (!hasReference)
                yield return $"underlyings.{coin}: has no perpetual among the instruments, so no reference price.";
        }
    }

    private static IEnumerable<string> Problems(string coin, PlanUnderlying underlying)
    {
        string at = $"underlyings.{coin}";
        if (!CurrencyId.TryFind(coin, out _)) yield return $"{at}: is no coin this build knows.";
        if (underlying.Spot <= 0) yield return $"{at}.spot: is {underlying.Spot}, and must be above 0.";
        if (!(underlying.Volatility is >= 0 and <= 20))
            yield return $"{at}.volatility: is {underlying.Volatility}, and must be from 0 to 20 per year.";
        if (underlying.VolumePerDay is { } volume && !(volume >= 0 && double.IsFinite(volume)))
            yield return $"{at}.volumePerDay: is {volume}, and must not be below 0.";
        for (int i = 0; i < underlying.Bars.Count; i++)
        {
            PlanBar bar = underlying.Bars[i];
            decimal inside = Math.Min(bar.Open, bar.Close);
            if (bar.Low <= 0 || bar.Low > inside || bar.High < Math.Max(bar.Open, bar.Close))
                yield return $"{at}.bars[{i}]: low, open, close and high are not in order, or not above 0.";
        }
    }

    private static IEnumerable<string> Problems(PlanPortfolio portfolio, string at, PlanInstrument one)
    {
        if (!portfolio.Underlyings.ContainsKey(one.Underlying))
            yield return $"{at}.underlying: {one.Underlying} is not among the underlyings.";
        if (!Enum.TryParse(one.Kind, out ContractKind kind) || kind == ContractKind.None)
            yield return $"{at}.kind: is «{one.Kind}», and must be one of " +
                $"{string.Join(", ", Enum.GetNames<ContractKind>().Skip(1))}.";
        if (!CurrencyId.TryFind(one.Settle, out _))
            yield return $"{at}.settle: {one.Settle} is no coin this build knows.";
        if (one.Tick <= 0) yield return $"{at}.tick: is {one.Tick}, and must be above 0.";
        if (one.Lot <= 0) yield return $"{at}.lot: is {one.Lot}, and must be above 0.";
        else if (one.Quantity % one.Lot != 0)
            yield return $"{at}.quantity: {one.Quantity} is no multiple of the lot {one.Lot}.";
        foreach (string problem in PlanBook.Problems(at, one)) yield return problem;
        bool isOption = kind is ContractKind.LinearOption or ContractKind.InverseOption;
        bool expires = isOption || kind is ContractKind.LinearFuture or ContractKind.InverseFuture;
        if (expires && one.Expiry is null) yield return $"{at}.expiry: must be given.";
        if (expires && one.Expiry <= portfolio.Time)
            yield return $"{at}.expiry: {one.Expiry:u} is not after the portfolio's time {portfolio.Time:u}.";
        if (!isOption) yield break;
        if (one.Side is not ("Call" or "Put")) yield return $"{at}.side: must be Call or Put.";
        if (one.Strike is not > 0) yield return $"{at}.strike: must be given, above 0.";
        double volatility = one.Volatility
            ?? (portfolio.Underlyings.TryGetValue(one.Underlying, out PlanUnderlying? own) ? own.Volatility : 0);
        if (!(volatility > 0)) yield return $"{at}.volatility: must be given here or for the underlying, above 0.";
    }
}

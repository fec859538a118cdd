namespace TradingAgent.Simulation.Studies.Plans;

/// <summary>From a portfolio's file to the terms of a contract.</summary>
internal static class PlanTerms
{
    public static InstrumentTerms Of(PlanInstrument one)
    {
        ContractKind kind = Enum.Parse<ContractKind>(one.Kind);
        CurrencyId.TryFind(one.Underlying, out CurrencyId coin);
        CurrencyId.TryFind(one.Settle, out CurrencyId settle);
        bool inverse = kind is ContractKind.InversePerpetual or ContractKind.InverseFuture
            or ContractKind.InverseOption;
        return new InstrumentTerms
        {
            Kind = kind,
            OptionSide = one.Side switch
            {
                "Call" => OptionSide.Call,
                "Put" => OptionSide.Put,
                _ => OptionSide.None,
            },
            Venue = VenueId.Bybit,
            BaseCoin = coin,
            QuoteCoin = inverse ? CurrencyId.Usd : settle,
            SettleCoin = inverse ? coin : settle,
            Tick = Price.From(one.Tick),
            Lot = Quantity.From(one.Lot),
            QuantityMin = Quantity.From(one.Lot),
            QuantityMax = Quantity.From(1_000_000_000),
            Multiplier = Quantity.From(1),
            Strike = Price.From(one.Strike ?? 0),
            Expiry = one.Expiry is { } expiry ? Timestamp.From(expiry) : Timestamp.None,
        };
    }
}

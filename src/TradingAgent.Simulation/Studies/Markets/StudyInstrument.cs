namespace TradingAgent.Simulation.Studies.Markets;

/// <summary>One instrument of a study as the market shows it now.</summary>
internal struct StudyInstrument
{
    public InstrumentTerms Terms;

    /// <summary>Place of its coin in the settings.</summary>
    public int Coin;

    public Price Bid;
    public Price Ask;
    public Price Mark;

    /// <summary>Volatility per year its option is priced with.</summary>
    public double Sigma;

    public readonly bool IsListed => Terms.Kind != ContractKind.None;
}

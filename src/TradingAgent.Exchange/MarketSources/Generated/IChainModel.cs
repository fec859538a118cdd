namespace TradingAgent.Exchange.MarketSources.Generated;

/// <summary>What the maker of an option chain believes, whether it was invented or recorded.</summary>
internal interface IChainModel
{
    /// <summary>Forward for a time to expiry in years, USD.</summary>
    double Forward(double years);

    /// <summary>Volatility per year at the forward.</summary>
    double AtTheMoney(double years);

    /// <summary>Volatility per year at a strike, given what the other two said of its expiry.</summary>
    double VolatilityAt(double strike, double forward, double years, double atTheMoney);
}

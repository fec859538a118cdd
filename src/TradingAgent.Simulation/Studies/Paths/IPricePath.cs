namespace TradingAgent.Simulation.Studies.Paths;

/// <summary>The price of one coin, step by step: generated or recorded.</summary>
public interface IPricePath
{
    /// <summary>Price now, USD.</summary>
    double Price { get; }

    /// <summary>Volatility per year that moves it now; options are priced with it.</summary>
    double Volatility { get; }

    /// <summary>Moves on by one step; false when there is no more.</summary>
    /// <param name="common">Standard normal shared with the other coins; a recording does not need it.</param>
    bool TryStep(double common);
}

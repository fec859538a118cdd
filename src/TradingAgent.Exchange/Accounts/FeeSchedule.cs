namespace TradingAgent.Exchange.Accounts;

/// <summary>Fee rates as fractions of value (futures) or of the index (options); negative is a rebate.</summary>
public sealed record FeeSchedule
{
    public decimal FutureMaker { get; init; } = 0.0002m;

    public decimal FutureTaker { get; init; } = 0.00055m;

    public decimal OptionMaker { get; init; } = 0.0002m;

    public decimal OptionTaker { get; init; } = 0.0003m;

    /// <summary>An option fee is never more than this part of the premium.</summary>
    public decimal OptionPremiumCap { get; init; } = 0.07m;

    /// <summary>A delivery fee is never more than this part of the payoff.</summary>
    public decimal DeliveryPayoffCap { get; init; } = 0.125m;

    /// <summary>The rate for one side of a trade.</summary>
    public decimal Rate(bool isOption, bool isMaker) => isOption
        ? (isMaker ? OptionMaker : OptionTaker)
        : (isMaker ? FutureMaker : FutureTaker);
}

using TradingAgent.Domain.Identity;

namespace TradingAgent.Domain.Numbers;

/// <summary>
/// An exact amount of one currency. Two currencies never add: convert first, with a rate that has an age.
/// </summary>
/// <param name="Amount">Units of <paramref name="Currency"/>.</param>
/// <param name="Currency">What it is an amount of.</param>
public readonly record struct Money(decimal Amount, CurrencyId Currency)
{
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public static Money operator +(Money left, Money right) =>
        left.Currency == right.Currency
            ? new Money(left.Amount + right.Amount, left.Currency)
            : throw new InvalidOperationException($"{left} and {right} are different currencies.");

    public static Money operator -(Money value) => new(-value.Amount, value.Currency);

    public override string ToString() =>
        $"{Amount.ToString(System.Globalization.CultureInfo.InvariantCulture)} {Currency}";
}

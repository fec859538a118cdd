namespace TradingAgent.Domain.Identity;

/// <summary>What a derivative derives from: the index of its base coin, so that every venue agrees on it.</summary>
/// <param name="Index">The same number as the base coin's <see cref="CurrencyId"/>.</param>
public readonly record struct UnderlyingId(byte Index)
{
    /// <summary>How many a per-underlying array holds.</summary>
    public const int Capacity = CurrencyId.Capacity;

    public static readonly UnderlyingId None;

    public bool IsNone => Index == 0;

    public static UnderlyingId Of(CurrencyId baseCoin) => new(baseCoin.Index);

    public override string ToString() => new CurrencyId(Index).Code;
}

namespace TradingAgent.Domain.Identity;

/// <summary>A currency or coin, as an index into the append-only list below; 0 is «none».</summary>
/// <param name="Index">Position in every per-currency array.</param>
public readonly record struct CurrencyId(byte Index)
{
    /// <summary>How many a per-currency array holds.</summary>
    public const int Capacity = 32;

    public static readonly CurrencyId None;
    public static readonly CurrencyId Usd = new(1);
    public static readonly CurrencyId Usdt = new(2);
    public static readonly CurrencyId Usdc = new(3);
    public static readonly CurrencyId Btc = new(4);
    public static readonly CurrencyId Eth = new(5);

    // The order is written into journals: append only.
    private static readonly string[] Codes =
    [
        "", "USD", "USDT", "USDC", "BTC", "ETH", "SOL", "XRP", "MNT", "DOGE", "BNB", "ADA", "LTC", "AVAX",
        "LINK", "TON",
    ];

    public bool IsNone => Index == 0;

    /// <summary>True for the dollar and the coins that promise to be worth one.</summary>
    public bool IsDollarLike => Index is 1 or 2 or 3;

    /// <summary>The upper-case code, such as BTC.</summary>
    public string Code => Index < Codes.Length ? Codes[Index] : "?";

    /// <summary>Finds a code; false for a coin this build does not know, which is then left out and said.</summary>
    public static bool TryFind(ReadOnlySpan<byte> code, out CurrencyId currency)
    {
        for (int i = 1; i < Codes.Length; i++)
        {
            if (!System.Text.Ascii.Equals(code, Codes[i])) continue;
            currency = new CurrencyId((byte)i);
            return true;
        }
        currency = None;
        return false;
    }

    /// <inheritdoc cref="TryFind(ReadOnlySpan{byte}, out CurrencyId)"/>
    public static bool TryFind(string code, out CurrencyId currency)
    {
        int index = Array.IndexOf(Codes, code, 1);
        currency = index < 0 ? None : new CurrencyId((byte)index);
        return index > 0;
    }

    public override string ToString() => Code;
}

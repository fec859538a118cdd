namespace TradingAgent.Venues.Bybit.Setup;

/// <summary>
/// What only an option's symbol says: <c>BASE-DDMMMYY-STRIKE-{C|P}[-SETTLE]</c>, the day without a leading zero.
/// </summary>
internal static class OptionSymbol
{
    /// <summary>Reads strike and side; false for a symbol of another shape.</summary>
    public static bool TryParse(string symbol, out Price strike, out OptionSide side)
    {
        strike = default;
        side = OptionSide.None;
        string[] parts = symbol.Split('-');
        if (parts.Length is not (4 or 5)) return false;
        side = parts[3] switch { "C" => OptionSide.Call, "P" => OptionSide.Put, _ => OptionSide.None };
        return side != OptionSide.None
            && Price.TryParse(System.Text.Encoding.ASCII.GetBytes(parts[2]), out strike)
            && strike > Price.Zero;
    }
}

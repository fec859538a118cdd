using System.Text.Json;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Bybit.Account;

/// <summary>
/// A walk over account rows that stops at each coin and picks up the account's margin on its way. The venue leaves the
/// margin blank in some margin modes; that is unknown, not zero.
/// </summary>
internal struct WalletWalk()
{
    private bool _inCoins;
    private double _initialUsd = double.NaN;
    private double _maintenanceUsd = double.NaN;
    private double _balanceUsd = double.NaN;

    /// <summary>The account's margin, once the walk is over.</summary>
    public readonly MarginFigures Margin => new(_initialUsd, _maintenanceUsd, _balanceUsd);

    /// <summary>The reader stands on the rows' opening bracket at first, then where the last coin ended.</summary>
    /// <returns>False at the end; otherwise the reader stands on a coin's opening brace.</returns>
    public bool TryNext(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            if (_inCoins)
            {
                if (reader.TokenType == JsonTokenType.StartObject) return true;
                _inCoins = false;
            }
            else if (reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadProperty(ref reader);
            }
            else if (reader.TokenType == JsonTokenType.EndArray)
            {
                return false;
            }
        }
        return false;
    }

    private void ReadProperty(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> name = reader.ValueSpan;
        VenueFrames.ToValue(ref reader);
        if (name.SequenceEqual("coin"u8) && reader.TokenType == JsonTokenType.StartArray) _inCoins = true;
        else if (name.SequenceEqual("totalInitialMargin"u8)) _initialUsd = UsdOrUnknown(ref reader);
        else if (name.SequenceEqual("totalMaintenanceMargin"u8)) _maintenanceUsd = UsdOrUnknown(ref reader);
        else if (name.SequenceEqual("totalMarginBalance"u8)) _balanceUsd = UsdOrUnknown(ref reader);
        else reader.Skip();
    }

    private static double UsdOrUnknown(ref Utf8JsonReader reader)
    {
        if (Utf8Fields.TryDouble(ref reader, out double usd)) return usd;
        reader.Skip();
        return double.NaN;
    }
}

using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Positions;

/// <summary>
/// One currency's account, exact; everything since the engine began except the wallet, which is a level.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CashEntry
{
    /// <summary>Wallet balance over all venues: each one's last word, moved by our own bookings since.</summary>
    public decimal Wallet;

    public decimal Realised;

    /// <summary>Paid; negative is a rebate.</summary>
    public decimal Fees;

    /// <summary>Received; negative is paid.</summary>
    public decimal Funding;

    /// <summary>USD for one unit; 0 when nobody said.</summary>
    public double UsdPerUnit;

    public Timestamp RateAt;
}

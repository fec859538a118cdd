using System.Text;
using Binance.Net.Objects.Models.Futures;
using CryptoExchange.Net.Converters.SystemTextJson;
using TradingAgent.Venues.CryptoExchangeNet.Calls;
using B = Binance.Net.Enums;

namespace TradingAgent.Venues.CryptoExchangeNet.Binance;

/// <summary>The income list as rows of ours: funding, and cash that no trade of ours moved.</summary>
internal static class BinanceIncome
{
    /// <summary>Funding of one contract.</summary>
    public static bool TryRead(BinanceFuturesIncomeHistory row, RowContext context, out ExecutionRow paid)
    {
        paid = default;
        if (!IsFunding(row) || !TryCash(row, out CurrencyId coin)) return false;
        byte[] symbol = LibraryNumbers.Bytes(row.Symbol);
        paid = new ExecutionRow
        {
            Symbol = symbol,
            Instrument = context.Resolve(symbol),
            Type = ExecutionRowType.Funding,
            Execution = IdOf(row),
            // A row's fee is what we paid; an income is what we got.
            FeeRaw = LibraryNumbers.RawOf(-row.Income),
            FeeCurrency = coin,
            At = LibraryNumbers.TimeOf(row.Timestamp),
        };
        return true;
    }

    /// <summary>Any other cash that is told nowhere else.</summary>
    public static bool TryRead(BinanceFuturesIncomeHistory row, out TransferRow moved)
    {
        moved = default;
        if (IsFunding(row) || !TryCash(row, out CurrencyId coin)) return false;
        moved = new TransferRow
        {
            Currency = coin,
            AmountRaw = LibraryNumbers.RawOf(row.Income),
            Id = IdOf(row),
            At = LibraryNumbers.TimeOf(row.Timestamp),
        };
        return true;
    }

    private static bool IsFunding(BinanceFuturesIncomeHistory row) =>
        row.IncomeType == B.IncomeType.FundingFee && !string.IsNullOrEmpty(row.Symbol);

    /// <summary>A kind that the library does not know is cash all the same.</summary>
    private static bool TryCash(BinanceFuturesIncomeHistory row, out CurrencyId coin)
    {
        coin = CurrencyId.None;
        bool isToldElsewhere = row.IncomeType is B.IncomeType.Commission or B.IncomeType.RealizedPnl
            or B.IncomeType.DeliveredSettlement;
        return !isToldElsewhere && row.Income != 0 && row.TransactionId.Length > 0
            && CurrencyId.TryFind(row.Asset ?? "", out coin);
    }

    /// <summary>A movement's number is one only within its kind.</summary>
    private static ExecutionId IdOf(BinanceFuturesIncomeHistory row)
    {
        string kind = row.IncomeType is { } known ? EnumConverter.GetString(known) : "";
        return ExecutionId.Of(Encoding.UTF8.GetBytes(
            $"income|{kind}|{row.TransactionId}|{row.Asset}|{row.Symbol}"));
    }
}

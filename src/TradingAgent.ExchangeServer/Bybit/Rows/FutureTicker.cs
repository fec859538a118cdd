using System.Globalization;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Bybit.Topics;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Bybit.Rows;

/// <summary>The ticker fields of perpetuals and dated futures; REST has a few more names than the stream.</summary>
internal static class FutureTicker
{
    /// <summary>More than the fields written below.</summary>
    public const int FieldCount = 40;

    public static void Write(FieldMemory row, ListedInstrument instrument, in TickerSnapshot ticker, bool isRest)
    {
        InstrumentTerms terms = instrument.Terms;
        int price = JsonText.DecimalsOf(terms.Tick.Raw);
        int quantity = JsonText.DecimalsOf(terms.Lot.Raw);
        if (!isRest) row.Field("tickDirection"u8, TickDirection(ticker.TickDirection));
        row.Figure("price24hPcnt"u8, Change(ticker), 6);
        row.Price("lastPrice"u8, ticker.LastPrice, price);
        row.Price("prevPrice24h"u8, ticker.PreviousPrice24h, price);
        row.Price("highPrice24h"u8, ticker.HighPrice24h, price);
        row.Price("lowPrice24h"u8, ticker.LowPrice24h, price);
        row.Price("prevPrice1h"u8, ticker.PreviousPrice1h, price);
        row.Figure("markPrice"u8, ticker.MarkPrice, Math.Max(price, 2));
        row.Figure("indexPrice"u8, ticker.IndexPrice, Math.Max(price, 2));
        row.Quantity("openInterest"u8, ticker.OpenInterest, quantity);
        row.Figure("openInterestValue"u8, InterestValue(terms, ticker), 4);
        row.Quantity("singleOpenInterest"u8, ticker.OpenInterest, quantity);
        row.Figure("singleOpenInterestValue"u8, InterestValue(terms, ticker), 4);
        row.Decimal("turnover24h"u8, ticker.Turnover24h, 4);
        row.Decimal("volume24h"u8, ticker.Volume24h, 4);
        if (terms.IsPerpetual) WriteFunding(row, instrument, ticker);
        if (!terms.IsPerpetual || isRest) WriteDelivery(row, instrument, ticker, isRest);
        row.Price("bid1Price"u8, ticker.BidPrice, price);
        row.Quantity("bid1Size"u8, ticker.BidQuantity, quantity);
        row.Price("ask1Price"u8, ticker.AskPrice, price);
        row.Quantity("ask1Size"u8, ticker.AskQuantity, quantity);
        row.Field("preOpenPrice"u8, ""u8);
        row.Field("preQty"u8, ""u8);
        row.Field("curPreListingPhase"u8, ""u8);
    }

    private static void WriteFunding(FieldMemory row, ListedInstrument instrument, in TickerSnapshot ticker)
    {
        row.Whole("fundingIntervalHour"u8, instrument.Listing.FundingIntervalMinutes / 60);
        row.Decimal("fundingCap"u8, instrument.Listing.FundingRateMax, 8);
        row.Whole("nextFundingTime"u8, ticker.NextFundingTime.Milliseconds);
        row.Decimal("fundingRate"u8, ticker.FundingRate, 8);
    }

    private static void WriteDelivery(
        FieldMemory row, ListedInstrument instrument, in TickerSnapshot ticker, bool isRest)
    {
        InstrumentTerms terms = instrument.Terms;
        if (terms.IsPerpetual)
        {
            row.Field("deliveryTime"u8, "0"u8);
            row.Field("basisRate"u8, ""u8);
            row.Field("deliveryFeeRate"u8, ""u8);
            row.Field("predictedDeliveryPrice"u8, ""u8);
            row.Field("basis"u8, ""u8);
            row.Field("basisRateYear"u8, ""u8);
            return;
        }
        if (isRest) row.Whole("deliveryTime"u8, terms.Expiry.Milliseconds);
        else row.Field("deliveryTime"u8, Iso(terms.Expiry));
        double rate = ticker.IndexPrice > 0 ? (ticker.MarkPrice / ticker.IndexPrice) - 1 : 0;
        double years = (terms.Expiry - instrument.Listing.LaunchTime).Seconds / (365.0 * 86_400);
        row.Figure("basisRate"u8, rate, 8);
        row.Decimal("deliveryFeeRate"u8, instrument.Listing.DeliveryFeeRate, 8);
        row.Figure("predictedDeliveryPrice"u8, ticker.PredictedDeliveryPrice, 2);
        row.Figure("basis"u8, ticker.MarkPrice - ticker.IndexPrice, 2);
        row.Figure("basisRateYear"u8, years > 0 ? rate / years : 0, 8);
        if (isRest)
        {
            row.Field("fundingIntervalHour"u8, ""u8);
            row.Field("fundingCap"u8, ""u8);
        }
        row.Field("nextFundingTime"u8, ""u8);
        row.Field("fundingRate"u8, ""u8);
    }

    private static double Change(in TickerSnapshot ticker) =>
        ticker.PreviousPrice24h.IsZero ? 0 : (ticker.LastPrice.ToDouble() / ticker.PreviousPrice24h.ToDouble()) - 1;

    private static double InterestValue(in InstrumentTerms terms, in TickerSnapshot ticker)
    {
        double interest = ticker.OpenInterest.ToDouble();
        if (!terms.IsInverse) return interest * ticker.MarkPrice;
        return ticker.MarkPrice > 0 ? interest / ticker.MarkPrice : 0;
    }

    private static ReadOnlySpan<byte> TickDirection(int direction) => direction switch
    {
        > 0 => "PlusTick"u8,
        < 0 => "MinusTick"u8,
        _ => "ZeroPlusTick"u8,
    };

    private static byte[] Iso(Timestamp moment) => System.Text.Encoding.ASCII.GetBytes(
        moment.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
}

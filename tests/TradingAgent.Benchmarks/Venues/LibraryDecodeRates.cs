using System.Globalization;
using System.Text;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.Bybit.Market;

namespace TradingAgent.Benchmarks.Venues;

/// <summary>
/// The native decoder beside the optional adapter's, from a frame to published events, of the same frames. The
/// library's test socket takes text: what turning that into bytes costs is measured alone and taken off.
/// </summary>
internal static class LibraryDecodeRates
{
    public static async Task RunAsync(TextWriter output)
    {
        var nativeHole = new BlackHole();
        var libraryHole = new BlackHole();
        BybitMarketProtocol linear = BybitStage.Market(BybitCategory.Linear, nativeHole);
        BybitMarketProtocol options = BybitStage.Market(BybitCategory.Option, nativeHole);
        var stage = new LibraryStage(libraryHole);
        await stage.OpenAsync();
        output.WriteLine();
        output.WriteLine(
            "| frame | native p5 | native p50 | native bytes | CryptoExchange.Net p5 | CryptoExchange.Net p50 "
            + "| CryptoExchange.Net bytes |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        Row("top of book", BybitStage.Top, linear, isOption: false);
        Row("ticker, delta", BybitStage.TickerDelta, linear, isOption: false);
        Row("ticker, snapshot", BybitStage.TickerSnapshot, linear, isOption: false);
        Row("trade", BybitStage.TradePrint, linear, isOption: false);
        Row("option ticker", BybitStage.OptionTicker, options, isOption: true);

        void Row(string name, byte[] frame, BybitMarketProtocol protocol, bool isOption)
        {
            string text = Encoding.ASCII.GetString(frame);
            libraryHole.Last = default;
            stage.Receive(isOption, text);
            if (libraryHole.Last.ReceivedAt.IsNone)
                throw new InvalidOperationException($"The library's side published nothing of «{name}».");
            long at = 0;
            DecodeRates.Measured native = DecodeRates.Measure(
                () => protocol.OnMessage(frame, BybitStage.At(++at), nativeHole));
            DecodeRates.Measured turning = DecodeRates.Measure(() => Encoding.UTF8.GetBytes(text));
            DecodeRates.Measured library = DecodeRates.Measure(() => stage.Receive(isOption, text));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {native.Low:0} ns | {native.Median:0} ns | {native.Bytes:0.##} "
                + $"| {library.Low - turning.Low:0} ns | {library.Median - turning.Median:0} ns "
                + $"| {library.Bytes - turning.Bytes:0} |"));
        }
    }
}

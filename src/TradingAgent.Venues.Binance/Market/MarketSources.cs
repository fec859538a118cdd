using System.Text;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance.Market;

/// <summary>What all market streams of one run share.</summary>
internal sealed class MarketSources(
    VenueId venue, InstrumentTable instruments, IEventSink events, CurrencyRates rates)
{
    /// <summary>What the venue pays funding by where it says nothing else.</summary>
    private const int UsualFundingMinutes = 480;

    private volatile IReadOnlyDictionary<string, int> _fundingMinutes = new Dictionary<string, int>();

    public VenueId Venue => venue;

    public InstrumentTable Instruments => instruments;

    public IEventSink Events => events;

    public CurrencyRates Rates => rates;

    /// <summary>Options whose marks, and instruments whose trades, are wanted.</summary>
    public TickerSet Tickers { get; } = new();

    /// <summary>Minutes between an instrument's funding payments.</summary>
    public int FundingMinutes(InstrumentId id) =>
        instruments.Find(id) is { } known && _fundingMinutes.TryGetValue(known.Symbol, out int minutes)
            ? minutes
            : UsualFundingMinutes;

    /// <summary>Takes the symbols whose interval is another than the usual.</summary>
    public void OnFundingMinutes(IReadOnlyDictionary<string, int> bySymbol) => _fundingMinutes = bySymbol;

    /// <summary>The index of an underlying, such as BTCUSDT.</summary>
    public void OnIndex(ReadOnlySpan<byte> underlying, Price price, Timestamp now)
    {
        foreach (CurrencyId quote in (ReadOnlySpan<CurrencyId>)[CurrencyId.Usdt, CurrencyId.Usdc])
        {
            int length = underlying.Length - quote.Code.Length;
            if (length <= 0 || !Ascii.Equals(underlying[length..], quote.Code)) continue;
            if (CurrencyId.TryFind(underlying[..length], out CurrencyId coin))
                rates.OnIndex(coin, quote, price, now);
            return;
        }
    }
}

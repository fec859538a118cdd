using CryptoExchange.Net.SharedApis;
using TradingMode = CryptoExchange.Net.SharedApis.TradingMode;

namespace TradingAgent.Venues.CryptoExchangeNet.Shared;

/// <summary>
/// A registration: an exchange of the family as its shared interfaces, whichever of its clients has them. Linear
/// perpetuals and futures whose sizes are in coins; the rest is left out of the catalogue and said.
/// </summary>
public sealed record SharedExchange : IDisposable
{
    private readonly IReadOnlyList<IDisposable> _clients;

    /// <param name="venue">Its number in journals.</param>
    /// <param name="title">For humans.</param>
    /// <param name="clients">What is disposed of with it.</param>
    /// <param name="shared">Its clients' shared sides, in order of preference.</param>
    /// <exception cref="ArgumentException">Something is missing that nothing works without.</exception>
    public SharedExchange(
        VenueId venue, string title, IReadOnlyList<IDisposable> clients, params ISharedClient[] shared)
    {
        Venue = venue;
        Title = title;
        _clients = clients;
        Symbols = Need<IFuturesSymbolRestClient>();
        Orders = Need<IFuturesOrderRestClient>();
        Balances = Need<IBalanceRestClient>();
        OrderUpdates = Need<IFuturesOrderSocketClient>();
        TradeUpdates = Need<IUserTradeSocketClient>();
        // Without it an order that is open no more could not be told from one that never arrived.
        OrdersByClientId = Need<IFuturesOrderClientIdRestClient>();
        Tickers = Find<IFuturesTickerRestClient>();
        Fees = Find<IFeeRestClient>();
        Quotes = Find<IBookTickerSocketClient>();
        Books = Find<IOrderBookSocketClient>();
        Trades = Find<ITradeSocketClient>();
        PositionUpdates = Find<IPositionSocketClient>();
        BalanceUpdates = Find<IBalanceSocketClient>();
        if (Quotes is null && Books is null) throw new ArgumentException($"{title} shares no quotes.");

        T? Find<T>() where T : class, ISharedClient => shared.OfType<T>().FirstOrDefault();

        T Need<T>() where T : class, ISharedClient => Find<T>()
            ?? throw new ArgumentException($"{title} does not share {typeof(T).Name}; nothing works without it.");
    }

    public VenueId Venue { get; }

    public string Title { get; }

    /// <summary>Contracts that are loaded: linear ones, of those the exchange has.</summary>
    public IReadOnlyList<TradingMode> Modes { get; init; } = [TradingMode.PerpetualLinear];

    /// <summary>Writes our order id as this exchange takes them; null where it takes ours as they are.</summary>
    public Func<string, string>? WriteId { get; init; }

    /// <summary>Reads what <see cref="WriteId"/> wrote; anything else comes back as it is.</summary>
    public Func<string, string>? ReadId { get; init; }

    /// <summary>
    /// Of a name in the list of contracts, the one that requests and the account use; null where they are the same.
    /// </summary>
    public Func<string, string>? ReadSymbol { get; init; }

    /// <summary>
    /// True where the balance it tells has the positions' open profit in it already, all in one coin.
    /// </summary>
    public bool BalanceHasOpenProfit { get; init; }

    internal IFuturesSymbolRestClient Symbols { get; }

    internal IFuturesOrderRestClient Orders { get; }

    internal IFuturesOrderClientIdRestClient OrdersByClientId { get; }

    internal IBalanceRestClient Balances { get; }

    internal IFuturesTickerRestClient? Tickers { get; }

    internal IFeeRestClient? Fees { get; }

    internal IBookTickerSocketClient? Quotes { get; }

    internal IOrderBookSocketClient? Books { get; }

    internal ITradeSocketClient? Trades { get; }

    internal IFuturesOrderSocketClient OrderUpdates { get; }

    internal IUserTradeSocketClient TradeUpdates { get; }

    internal IPositionSocketClient? PositionUpdates { get; }

    internal IBalanceSocketClient? BalanceUpdates { get; }

    public void Dispose()
    {
        foreach (IDisposable client in _clients) client.Dispose();
    }
}

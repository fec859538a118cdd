using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.ExchangeServer;

namespace TradingAgent.Host.Composition;

/// <summary>
/// The two wallets of a Binance customer on a local exchange, with that venue's fees and rules. A portfolio is divided
/// between them; what settles in coins is left out, for the venue does not list it there, and coins are changed into
/// USDT, or a book that another venue's wallet bears would be near its margin here.
/// </summary>
internal static class BinanceWallets
{
    private static readonly FeeSchedule Fees = new()
    {
        FutureMaker = 0.0002m,
        FutureTaker = 0.0005m,
        OptionMaker = 0.00024m,
        OptionTaker = 0.00024m,
        OptionPremiumCap = 0.10m,
    };

    /// <summary>Opens both and gives the key to them.</summary>
    /// <param name="exchange">Where.</param>
    /// <param name="portfolio">What they hold together at first; each gets all of its money, in USDT.</param>
    /// <param name="key">The key.</param>
    /// <param name="secret">Its secret.</param>
    public static BinanceCredential Open(
        SimulatedExchange exchange, AccountSettings portfolio, string key, string secret)
    {
        AccountId futures = Open(exchange, portfolio, "futures", isOption: false);
        AccountId options = Open(exchange, portfolio, "options", isOption: true);
        return new BinanceCredential(key, secret, futures, options);
    }

    /// <summary>
    /// One portfolio as two: of the options that both venues list, every other one is at this venue, and the rest at
    /// the other.
    /// </summary>
    /// <param name="exchange">Where.</param>
    /// <param name="portfolio">The whole.</param>
    public static (AccountSettings Other, AccountSettings Here) Divide(
        SimulatedExchange exchange, AccountSettings portfolio)
    {
        StartingPosition[] here =
            [.. portfolio.Positions.Where(p => Belongs(exchange, p, isOption: true)).Where((_, i) => i % 2 == 1)];
        return (portfolio with { Positions = [.. portfolio.Positions.Except(here)] },
            portfolio with { Positions = here });
    }

    private static AccountId Open(SimulatedExchange exchange, AccountSettings portfolio, string name, bool isOption) =>
        exchange.OpenAccount(portfolio with
        {
            Name = $"{portfolio.Name} binance {name}",
            Balances = [new Money(portfolio.Balances.Sum(money => Dollars(exchange, money)), CurrencyId.Usdt)],
            Positions = [.. portfolio.Positions.Where(position => Belongs(exchange, position, isOption))],
            Fees = Fees,
            RefusesOutsideBand = true,
            FreesClientIds = true,
        });

    private static decimal Dollars(SimulatedExchange exchange, Money money) => money.Currency == CurrencyId.Usdt
        ? money.Amount : decimal.Round(money.Amount * (decimal)exchange.UsdRate(money.Currency), 2);

    private static bool Belongs(SimulatedExchange exchange, StartingPosition position, bool isOption) =>
        exchange.Find(position.Instrument) is { } listed && listed.Terms.IsOption == isOption
            && listed.Terms.SettleCoin == CurrencyId.Usdt;
}

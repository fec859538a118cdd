using System.Text.Json;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.MarketSources;
using TradingAgent.ExchangeServer.Bybit;
using TradingAgent.ExchangeServer.Bybit.Orders;
using TradingAgent.UnitTests.Venues;
using Xunit;

namespace TradingAgent.UnitTests.ExchangeServer.Bybit;

/// <summary>What the venue says to an order that it does not take, in its own codes and words.</summary>
public sealed class RefusalTests
{
    private const string Coarse = "BTCPERPC";
    private const string FineOption = "BTC-28MAR30-110000-C-USDT";
    private const string Tomorrow = "BTC-5JAN30-100000-C-USDT";

    private static readonly DateTimeOffset Eight = new(2030, 1, 5, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("linear", StillMarket.Perpetual, "100", "0.001", "a", 110094,
        "Order does not meet minimum order value 5USDT")]
    [InlineData("option", FineOption, "5000", "0.005", "a", 3100116, "Order quantity below the lower limit 0.01.")]
    [InlineData("option", StillMarket.Option, "5000", "0.1", "", 3100198, "orderLinkId can not be null")]
    [InlineData("linear", Coarse, "90000", "0.005", "a", 10001,
        "The number of contracts exceeds minimum limit allowed")]
    [InlineData("linear", StillMarket.Perpetual, "90000", "101", "a", 10001,
        "The number of contracts exceeds maximum limit allowed: too large")]
    [InlineData("option", StillMarket.Option, "400000", "0.1", "a", 110003,
        "Order price is out of permissible range")]
    [InlineData("linear", StillMarket.Perpetual, "90000", "0.0004", "a", 110017,
        "current position is zero, cannot fix reduce-only order qty")]
    [InlineData("linear", "BTCNOTHING", "90000", "1", "a", 10001, "Not supported symbols")]
    public async Task An_order_against_a_rule_is_refused_with_the_venues_code_and_words(
        string category, string symbol, string price, string quantity, string link, int code, string text)
    {
        await using RunningServer server = await RunningServer.StartAsync(list: List);
        AssertRefused(code, text, await PlaceAsync(server, category, symbol, price, quantity, link));
    }

    [Fact]
    public async Task The_order_after_the_five_hundredth_is_one_too_many()
    {
        await using RunningServer server = await RunningServer.StartAsync(prepare: static (exchange, account) =>
        {
            for (int i = 0; i < 500; i++) exchange.Place(account, Order(exchange, 90_000m - (i * 0.1m)));
        });
        AssertRefused(
            110020, "Not allowed to have more than 500 active orders",
            await PlaceAsync(server, "linear", StillMarket.Perpetual, "80000", "0.001", "over"));
    }

    [Fact]
    public async Task The_conditional_order_after_the_tenth_is_one_too_many()
    {
        await using RunningServer server = await RunningServer.StartAsync(prepare: static (exchange, account) =>
        {
            for (int i = 0; i < 10; i++)
                exchange.Place(account, Order(exchange, 90_000m) with
                {
                    Trigger = new Trigger(Price.From(95_000m), OnRise: false, TriggerSource.MarkPrice),
                });
        });
        AssertRefused(
            110009, "The number of stop orders exceeds the maximum allowable limit.",
            await PlaceAsync(
                server, "linear", StillMarket.Perpetual, "90000", "0.001", "over",
                ""","triggerPrice":"95000","triggerDirection":2,"triggerBy":"MarkPrice" """));
    }

    [Fact]
    public async Task A_contract_that_is_being_delivered_takes_no_orders()
    {
        var time = new StillTime(Eight.AddSeconds(-1));
        await using RunningServer server = await RunningServer.StartAsync(time: time, list: static desk =>
        {
            InstrumentTerms terms = StillMarket.OptionTerms(ContractKind.LinearOption) with
            {
                Expiry = Timestamp.From(Eight),
            };
            InstrumentId id = desk.List(new ListingRequest(Tomorrow, terms, StillMarket.Listing(0)));
            desk.SetVolatility(id, 100_000, 0.5);
        });
        time.Advance(TimeSpan.FromSeconds(2));
        AssertRefused(
            110063, "Settlement in progress! not available for trading.",
            await PlaceAsync(server, "option", Tomorrow, "100", "0.1", "late"));
    }

    [Fact]
    public void Every_answer_of_the_exchange_has_a_code_and_words_and_only_one_means_yes()
    {
        foreach (CommandResult result in Enum.GetValues<CommandResult>())
            foreach (bool isOption in (bool[])[true, false])
                foreach (Side side in Enum.GetValues<Side>())
                {
                    Answer[] answers =
                    [
                        CommandAnswers.Of(result, isOption, side), CommandAnswers.OfAmend(result, isOption, side),
                    ];
                    Assert.All(answers, answer => Assert.Equal(result == CommandResult.Accepted, answer.IsOk));
                    Assert.All(answers, answer => Assert.NotEmpty(answer.Message));
                }
        Assert.Throws<ArgumentOutOfRangeException>(
            () => CommandAnswers.Of((CommandResult)byte.MaxValue, false, Side.Buy));
    }

    private static void AssertRefused(int code, string text, JsonElement reply) => Assert.Equal(
        (code, text), (reply.GetProperty("retCode").GetInt32(), reply.GetProperty("retMsg").GetString()));

    private static Task<JsonElement> PlaceAsync(
        RunningServer server, string category, string symbol, string price, string quantity, string link,
        string more = "") => server.PostAsync(
        "/v5/order/create",
        $$"""
        {"category":"{{category}}","symbol":"{{symbol}}","side":"Buy","orderType":"Limit","price":"{{price}}",
        "qty":"{{quantity}}","orderLinkId":"{{link}}"{{more}}}
        """);

    private static PlaceRequest Order(SimulatedExchange exchange, decimal price) => new()
    {
        Instrument = exchange.Find(StillMarket.Perpetual)!.Id,
        Side = Side.Buy,
        Price = Price.From(price),
        Quantity = Quantity.From(0.001m),
    };

    /// <summary>A perpetual and an option whose smallest order is ten steps.</summary>
    private static void List(IMarketDesk desk)
    {
        InstrumentTerms future = new()
        {
            Kind = ContractKind.LinearPerpetual,
            BaseCoin = CurrencyId.Btc,
            QuoteCoin = CurrencyId.Usdt,
            SettleCoin = CurrencyId.Usdt,
            Tick = Price.From(0.1m),
            Lot = Quantity.From(0.001m),
            QuantityMin = Quantity.From(0.01m),
            QuantityMax = Quantity.From(100),
            NotionalMin = Price.From(5),
            Multiplier = Quantity.From(1),
        };
        desk.SetMark(desk.List(new ListingRequest(Coarse, future, StillMarket.Listing(0.1m))), 100_000);
        InstrumentTerms option = StillMarket.OptionTerms(ContractKind.LinearOption) with
        {
            Strike = Price.From(110_000),
            Lot = Quantity.From(0.001m),
        };
        desk.SetVolatility(desk.List(new ListingRequest(FineOption, option, StillMarket.Listing(0))), 104_000, 0.5);
    }
}

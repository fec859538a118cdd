using TradingAgent.Venues.Binance;
using TradingAgent.Venues.Binance.Setup;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Setup;
using Xunit;

namespace TradingAgent.UnitTests.VenuesBinance;

/// <summary>What a check says of the place where options are traded for play money.</summary>
public sealed class TestnetNoteTests
{
    [Fact]
    public void The_options_testnet_is_said_not_to_offer_what_it_does_not()
    {
        foreach (BinanceHosts hosts in new[] { BinanceHosts.Testnet, BinanceHosts.VenueDemo })
        {
            CheckRow? note = BinanceCheck.TestnetNote(hosts.OptionsRest, VenueId.BinanceOptions);
            Assert.Equal(CheckState.Note, note?.State);
            foreach (string missing in new[] { "books", "contracts", "prices", "websocket", "amending", "switch" })
                Assert.Contains(missing, note!.Finding, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task It_is_the_first_thing_said_before_a_key_or_even_an_answer_is_needed()
    {
        BinanceOptions options = Fixtures.Options with
        {
            // Nobody answers there.
            Hosts = BinanceHosts.Local("127.0.0.1", 1) with { OptionsRest = "http://127.0.0.1:1/testnet" },
            Key = ApiSecret.None,
            Secret = ApiSecret.None,
        };
        using var check = new BinanceCheck(options, VenueId.BinanceOptions, TimeProvider.System);
        IReadOnlyList<CheckRow> rows = await check.RunAsync(
            new VenueScope([], false, false, false), _ => false, CancellationToken.None);
        Assert.Equal("testnet", rows[0].Subject);
        Assert.Contains(rows, row => row is { Subject: "reachability", State: CheckState.Wrong });
    }

    [Fact]
    public void Real_money_and_futures_have_no_such_note()
    {
        Assert.Null(BinanceCheck.TestnetNote(BinanceHosts.Mainnet.OptionsRest, VenueId.BinanceOptions));
        Assert.Null(BinanceCheck.TestnetNote(BinanceHosts.Testnet.FuturesRest, VenueId.BinanceFutures));
        Assert.Null(BinanceCheck.TestnetNote(BinanceHosts.Local("127.0.0.1", 80).OptionsRest, VenueId.BinanceOptions));
    }
}

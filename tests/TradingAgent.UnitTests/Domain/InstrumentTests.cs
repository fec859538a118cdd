using System.Text;
using CsCheck;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Domain;

public sealed class InstrumentTests
{
    private static readonly InstrumentTerms Terms = SmallMarket.Future(ContractKind.LinearPerpetual, CurrencyId.Btc);

    [Fact]
    public void Aligning_never_moves_towards_the_other_side() =>
        Gen.Select(Gen.Long[-1_000_000_000_000, 1_000_000_000_000], Gen.Long[1, 1_000_000_000], Gen.Bool).Sample(
            (raw, tick, isBuy) =>
            {
                InstrumentTerms terms = Terms with { Tick = new Price(tick) };
                Price aligned = terms.AlignPassive(new Price(raw), isBuy ? Side.Buy : Side.Sell);
                bool isPassive = isBuy ? aligned.Raw <= raw : aligned.Raw >= raw;
                return isPassive && aligned.Raw % tick == 0 && Math.Abs(aligned.Raw - raw) < tick;
            }, iter: 20_000);

    [Fact]
    public void Ticks_and_lots_are_positive_multiples()
    {
        Assert.True(Terms.IsOnTick(Price.From(0.1m)) && !Terms.IsOnTick(Price.From(0.15m)));
        Assert.False(Terms.IsOnTick(Price.Zero) || Terms.IsOnTick(Price.From(-0.1m)));
        Assert.True(Terms.IsOnLot(Quantity.From(0.002m)) && !Terms.IsOnLot(Quantity.From(0.0005m)));
        Assert.False(Terms.IsOnLot(Quantity.Zero));
        Assert.Equal(Quantity.From(0.003m), Terms.FloorToLot(Quantity.From(0.0039m)));
    }

    [Theory]
    [InlineData(ContractKind.LinearPerpetual, true, true, false, false)]
    [InlineData(ContractKind.InversePerpetual, true, true, true, false)]
    [InlineData(ContractKind.LinearFuture, true, false, false, false)]
    [InlineData(ContractKind.InverseFuture, true, false, true, false)]
    [InlineData(ContractKind.LinearOption, false, false, false, true)]
    [InlineData(ContractKind.InverseOption, false, false, true, true)]
    [InlineData(ContractKind.None, false, false, false, false)]
    public void A_contract_is_what_its_kind_says(
        ContractKind kind, bool future, bool perpetual, bool inverse, bool option)
    {
        InstrumentTerms terms = Terms with { Kind = kind };
        Assert.Equal(
            (future, perpetual, inverse, option),
            (terms.IsFuture, terms.IsPerpetual, terms.IsInverse, terms.IsOption));
    }

    [Fact]
    public async Task Known_symbols_are_found_while_others_are_being_added()
    {
        var table = new InstrumentTable();
        table.Add(new Instrument(new InstrumentId(1), "FIRST", Terms with { Venue = VenueId.Bybit }));
        using var added = new CancellationTokenSource();
        long misses = 0;
        Task reading = Task.Run(() =>
        {
            while (!added.IsCancellationRequested)
            {
                bool found = table.TryResolve(VenueId.Bybit, "FIRST"u8, out InstrumentId id)
                    && table.Find(id) is not null;
                if (!found || table.All.First().Symbol != "FIRST") misses++;
            }
        });
        for (int i = 2; i < 20_000; i++)
            table.Add(new Instrument(new InstrumentId(i), "S" + i, Terms with { Venue = VenueId.Bybit }));
        await added.CancelAsync();
        await reading;
        Assert.Equal(0, misses);
        Assert.Equal(19_999, table.All.Count());
    }

    [Fact]
    public void New_terms_replace_the_old_under_the_same_id_and_symbol_only()
    {
        var table = new InstrumentTable();
        var first = new Instrument(new InstrumentId(1), "FIRST", Terms);
        table.Add(first);
        table.Replace(first with { Terms = Terms with { Tick = Price.From(7) } });
        Assert.Equal(Price.From(7), table[first.Id].Terms.Tick);
        Assert.Throws<ArgumentException>(() => table.Replace(first with { Symbol = "OTHER" }));
    }

    [Fact]
    public void Thousands_of_symbols_are_found_by_venue_and_name()
    {
        var table = new InstrumentTable();
        for (int i = 1; i <= 3_000; i++)
        {
            VenueId venue = i % 2 == 0 ? VenueId.Bybit : VenueId.Simulated;
            table.Add(new Instrument(new InstrumentId(i), $"SYM-{i / 2}", Terms with { Venue = venue }));
        }
        for (int i = 1; i <= 3_000; i++)
        {
            VenueId venue = i % 2 == 0 ? VenueId.Bybit : VenueId.Simulated;
            Assert.True(table.TryResolve(venue, Encoding.ASCII.GetBytes($"SYM-{i / 2}"), out InstrumentId id));
            Assert.Equal(i, id.Index);
        }
        Assert.False(table.TryResolve(VenueId.Bybit, "SYM"u8, out InstrumentId none));
        Assert.True(none.IsNone);
        Assert.Equal(3_000, table.All.Count());
        Assert.Equal(3_001, table.Capacity);
    }

    [Fact]
    public void An_id_or_symbol_taken_is_refused()
    {
        var table = new InstrumentTable();
        table.Add(new Instrument(new InstrumentId(5), "A", Terms));
        Assert.Throws<ArgumentException>(() => table.Add(new Instrument(new InstrumentId(5), "B", Terms)));
        Assert.Throws<ArgumentException>(() => table.Add(new Instrument(new InstrumentId(6), "A", Terms)));
        Assert.Throws<ArgumentException>(() => table.Add(new Instrument(InstrumentId.None, "C", Terms)));
        Assert.Throws<KeyNotFoundException>(() => table[new InstrumentId(4)]);
        Assert.Null(table.Find(new InstrumentId(99)));
    }
}

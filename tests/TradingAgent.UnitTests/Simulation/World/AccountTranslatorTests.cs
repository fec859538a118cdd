using TradingAgent.Exchange.Accounts;
using TradingAgent.Simulation.World;
using Xunit;

namespace TradingAgent.UnitTests.Simulation.World;

/// <summary>What the venue moved by itself has the names that real venues' adapters give it.</summary>
public sealed class AccountTranslatorTests
{
    [Theory]
    [InlineData(ExecutionType.Trade, ContractKind.LinearPerpetual, ExecutionKind.Trade)]
    [InlineData(ExecutionType.Liquidation, ContractKind.LinearPerpetual, ExecutionKind.Liquidation)]
    [InlineData(ExecutionType.Deleverage, ContractKind.LinearPerpetual, ExecutionKind.AutoDeleveraging)]
    [InlineData(ExecutionType.Deleverage, ContractKind.InversePerpetual, ExecutionKind.AutoDeleveraging)]
    [InlineData(ExecutionType.Delivery, ContractKind.LinearFuture, ExecutionKind.Delivery)]
    [InlineData(ExecutionType.Delivery, ContractKind.InverseFuture, ExecutionKind.Settlement)]
    public void A_fill_is_named_after_what_made_it(ExecutionType type, ContractKind contract, ExecutionKind kind)
    {
        EngineEvent told = Told(type, contract);
        Assert.Equal((EventKind.OrderFilled, kind), (told.Kind, told.Filled.Kind));
    }

    [Theory]
    [InlineData(ContractKind.LinearOption)]
    [InlineData(ContractKind.InverseOption)]
    public void An_options_delivery_is_cash_and_no_fill(ContractKind contract) =>
        Assert.Equal(EventKind.Delivered, Told(ExecutionType.Delivery, contract).Kind);

    private static EngineEvent Told(ExecutionType type, ContractKind contract)
    {
        var execution = new ExecutionSnapshot
        {
            Id = 1,
            ClientId = "",
            Instrument = new InstrumentId(1),
            Type = type,
            Side = Side.Sell,
            Price = Price.From(100_000),
            Quantity = Quantity.From(1),
        };
        return new AccountTranslator("sim").Translate(execution, new InstrumentTerms { Kind = contract });
    }
}

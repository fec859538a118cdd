namespace TradingAgent.Simulation.Studies.Markets;

/// <summary>An order of the agent's that rests in a study's market.</summary>
internal record struct StudyOrder
{
    public ClientOrderId Id;
    public InstrumentId Instrument;
    public Side Side;
    public Price Price;
    public Quantity Quantity;
}

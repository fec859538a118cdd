using TradingAgent.Venues.Ports;

namespace TradingAgent.VenueConformance;

/// <summary>
/// A venue with an exchange behind it that a test can push: what each venue brings to the suite. The market stands
/// still except for what a test asks for. Venues differ in what they list: one without perpetuals, or without options,
/// says so, and shows the rest. Members with a body are for what not every venue has: as long as one is not overridden,
/// the facts that need it are skipped and say so.
/// </summary>
public abstract class VenueWorld : IAsyncDisposable
{
    public abstract IVenue Venue { get; }

    /// <summary>The adapter's name, as the READMEs' tables of capabilities title their columns.</summary>
    public abstract string Name { get; }

    public abstract VenueScope Scope { get; }

    /// <summary>Symbol of a perpetual; null where the venue has none.</summary>
    public abstract string? Perpetual { get; }

    /// <summary>Symbol of an option whose ticker flows; null where the venue has none.</summary>
    public abstract string? Option { get; }

    /// <summary>Symbol of the contract that the tests trade.</summary>
    public string Traded => Perpetual ?? Option ?? throw new InvalidOperationException("The world lists nothing.");

    /// <summary>The venue orders its position reports against fills.</summary>
    public virtual bool TellsSequences => true;

    /// <summary>A fresh book is asked for on the market stream; elsewhere it is asked for over REST.</summary>
    public virtual bool AsksForBooksByStream => true;

    /// <summary>What the adapter lacks because what it speaks through does; facts that need it are skipped.</summary>
    public virtual VenueLacks Lacks => VenueLacks.Nothing;

    /// <summary>The adapter tells how much of the traded contract is held by everybody.</summary>
    public virtual bool TellsOpenInterest => true;

    /// <summary>Symbol of a perpetual that is settled in coin.</summary>
    public virtual string? InversePerpetual => null;

    /// <summary>
    /// Symbols of contracts that expire at the settlement that <see cref="SettleAsync"/> leads to: a call in the money
    /// by 10,000 dollars first, then a dated future.
    /// </summary>
    public virtual IReadOnlyList<string> Expiring => [];

    /// <summary>What stands between the adapter's streams and the exchange.</summary>
    public virtual StreamTaps? Taps => null;

    /// <summary>
    /// Somebody trades against the traded contract's book, up to the quantity, no worse than the limit.
    /// </summary>
    public abstract Task TakeAsync(Side side, Price limit, Quantity quantity);

    /// <summary>
    /// The exchange lists a new contract while the venue runs, an option where the venue has options; returns its
    /// symbol.
    /// </summary>
    public abstract Task<string> ListAsync();

    /// <summary>Cuts the account's stream and keeps it cut.</summary>
    public abstract void CutAccountStream();

    /// <summary>Lets the account's stream connect again.</summary>
    public abstract void RestoreAccountStream();

    /// <summary>Whether requests for a fresh book over REST fail; nothing where it is asked for by stream.</summary>
    public virtual void WithholdBooks(bool withheld)
    {
    }

    /// <summary>
    /// The perpetual falls by a fifth with nobody bidding: a stranger who was long at the top of his means is
    /// liquidated, and so is the account where it cannot bear it. False where a world cannot do that.
    /// </summary>
    public virtual Task<bool> CrashAsync() => Task.FromResult(false);

    /// <summary>
    /// The exchange's clock and the adapter's leap to just before the next settlement, and on over it: funding is paid,
    /// what expires is delivered. False where a world cannot do that.
    /// </summary>
    public virtual Task<bool> SettleAsync() => Task.FromResult(false);

    /// <summary>True for a frame of the traded contract's book whose changes are numbered without a gap.</summary>
    public virtual bool IsBook(string frame) => false;

    /// <summary>True for a frame of the perpetual's ticker.</summary>
    public virtual bool IsTicker(string frame) => false;

    /// <summary>True for a frame of the adapter that asks for the perpetual's streams.</summary>
    public virtual bool IsAsking(string frame) =>
        frame.Contains(Perpetual + "\"", StringComparison.Ordinal)
        && !frame.Contains("ping", StringComparison.Ordinal);

    /// <summary>True for any frame of the market stream that carries data, answers and pongs excepted.</summary>
    public virtual bool IsData(string frame) => false;

    public abstract ValueTask DisposeAsync();
}

using System.Text;

namespace TradingAgent.Runtime.Journal;

/// <summary>
/// An instrument as the journal tells it: id, venue, symbol, and the terms it was last listed with. Repeated at the
/// head of each segment, so that any kept suffix can name its instruments.
/// </summary>
public sealed record InstrumentText(InstrumentId Id, string Symbol, InstrumentTerms Terms)
{
    private const int SymbolAt = 8;

    /// <summary>The record's payload: id, symbol length, symbol in UTF-8, terms.</summary>
    public byte[] ToBytes()
    {
        byte[] symbol = Encoding.UTF8.GetBytes(Symbol);
        InstrumentTerms terms = Terms;
        byte[] bytes = new byte[SymbolAt + symbol.Length + Unsafe.SizeOf<InstrumentTerms>()];
        MemoryMarshal.Write(bytes, Id.Index);
        MemoryMarshal.Write(bytes.AsSpan(4), symbol.Length);
        symbol.CopyTo(bytes, SymbolAt);
        MemoryMarshal.Write(bytes.AsSpan(SymbolAt + symbol.Length), in terms);
        return bytes;
    }

    /// <summary>Reads a payload; null when it is not one.</summary>
    public static InstrumentText? From(ReadOnlySpan<byte> bytes)
    {
        int rest = bytes.Length - SymbolAt - Unsafe.SizeOf<InstrumentTerms>();
        if (rest < 0 || MemoryMarshal.Read<int>(bytes[4..]) != rest) return null;
        return new InstrumentText(
            new InstrumentId(MemoryMarshal.Read<int>(bytes)),
            Encoding.UTF8.GetString(bytes.Slice(SymbolAt, rest)),
            MemoryMarshal.Read<InstrumentTerms>(bytes[(SymbolAt + rest)..]));
    }

    public Instrument ToInstrument() => new(Id, Symbol, Terms);
}

using System.Globalization;

namespace TradingAgent.Host.Verbs;

/// <summary>What the user gave to one verb, each option checked against the verb's list.</summary>
internal sealed class VerbArguments
{
    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);
    private readonly List<string> _operands = [];

    private VerbArguments(Verb verb, IVerbConsole console)
    {
        Verb = verb;
        Console = console;
    }

    public Verb Verb { get; }

    /// <summary>Where the verb's own words go; log lines go elsewhere.</summary>
    public IVerbConsole Console { get; }

    /// <summary>Reads <c>--name value</c>, <c>--name=value</c> and operands in any order.</summary>
    /// <exception cref="UsageException">An option is unknown, doubled or lacks its value; an operand is
    /// missing.</exception>
    public static VerbArguments Parse(Verb verb, ReadOnlySpan<string> words, IVerbConsole console)
    {
        var arguments = new VerbArguments(verb, console);
        for (int i = 0; i < words.Length; i++)
        {
            string word = words[i];
            bool isNegative = word.Length > 1 && char.IsAsciiDigit(word[1]);
            if (!word.StartsWith('-') || isNegative)
            {
                arguments._operands.Add(word);
                continue;
            }
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            VerbOption option = Find(verb, equals < 0 ? word : word[..equals]);
            string value = "";
            if (equals >= 0) value = word[(equals + 1)..];
            else if (option.Value is not null) value = ++i < words.Length ? words[i] : throw Missing(option);
            if (option.Value is null && equals >= 0) throw new UsageException($"{option.Name} takes no value.");
            if (!arguments._options.TryAdd(option.Name, value))
                throw new UsageException($"{option.Name} is given twice.");
        }
        arguments.CheckOperands();
        return arguments;
    }

    public string Operand(int index) => _operands[index];

    public bool Has(string option) => _options.ContainsKey(option);

    public string? Text(string option) => _options.GetValueOrDefault(option);

    public string Text(string option, string otherwise) => _options.GetValueOrDefault(option, otherwise);

    /// <summary>An option that means nothing without another; null when not given.</summary>
    public string? With(string option, string other) => !Has(option) || Has(other)
        ? Text(option) : throw new UsageException($"{option} does nothing without {other}; give both.");

    public string Required(string option) =>
        Text(option) ?? throw new UsageException($"{Verb.Name} needs {Find(Verb, option).Usage}.");

    /// <summary>A whole number; <paramref name="otherwise"/> when not given.</summary>
    public ulong Whole(string option, ulong otherwise)
    {
        if (Text(option) is not { } text) return otherwise;
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)
            ? value
            : throw Bad(option, text, "a whole number such as 1");
    }

    /// <summary>A number within bounds; <paramref name="otherwise"/> when not given.</summary>
    public double Number(string option, double otherwise, double min, double max)
    {
        if (Text(option) is not { } text) return otherwise;
        bool ok = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
        return ok && value >= min && value <= max ? value : throw Bad(option, text, FormattableString.Invariant(
            $"a number from {min} to {max}"));
    }

    /// <summary>A span of time such as <c>60s</c> or <c>5m</c>; null when not given.</summary>
    public TimeSpan? Time(string option)
    {
        if (Text(option) is not { } text) return null;
        return DurationText.TryParse(text, out TimeSpan value) && value > TimeSpan.Zero
            ? value
            : throw Bad(option, text, "a span of time such as 60s, 5m or 2h");
    }

    /// <summary>A moment in UTC such as <c>2026-03-27T07:30Z</c>; null when not given.</summary>
    public DateTimeOffset? Moment(string option)
    {
        if (Text(option) is not { } text) return null;
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, styles, out DateTimeOffset value)
            ? value
            : throw Bad(option, text, "a UTC time such as 2026-03-27T07:30Z");
    }

    private static UsageException Missing(VerbOption option) => new($"{option.Name} needs a value: {option.Usage}.");

    private static UsageException Bad(string option, string text, string wanted) =>
        new($"{option} is «{text}», and must be {wanted}.");

    private static VerbOption Find(Verb verb, string name)
    {
        foreach (VerbOption option in verb.Options)
            if (option.Name == name) return option;
        throw new UsageException($"{verb.Name} has no option «{name}»" +
            Suggestion.For(name, verb.Options.Select(option => option.Name)) +
            $" See «trading-agent {verb.Name} --help».");
    }

    private void CheckOperands()
    {
        if (_operands.Count > Verb.Operands.Count)
            throw new UsageException($"{Verb.Name} does not take «{_operands[Verb.Operands.Count]}»: {Verb.Synopsis}.");
        if (_operands.Count < Verb.Operands.Count)
            throw new UsageException($"{Verb.Name} needs {Verb.Operands[_operands.Count]}: {Verb.Synopsis}.");
    }
}

using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Hedging;

/// <summary>
/// The hedge of delta, gamma and vega together: min ½(e+Ax)ᵀW(e+Ax) + ½Σ ridge·x² + Σ cost·|x| with low ≤ x ≤ high
/// over 1 to 8 instruments, solved exactly; optionally with the delta closed to zero whatever it costs. No memory is
/// allocated and the same inputs give the same bits.
/// </summary>
public static class HedgeProblem
{
    /// <summary>Most instruments.</summary>
    public const int InstrumentsMax = FaceSearch.SizeMax;

    private const int PriceStepsMax = 80;
    private const double DeltaShareMin = 1e-9;

    /// <summary>Solves for the change of each instrument, units, positive bought.</summary>
    /// <param name="exposure">Greeks less target before the trades.</param>
    /// <param name="risk">The price of Greeks left open.</param>
    /// <param name="instruments">1 to 8 instruments; every ridge above 0 when there are more than 3.</param>
    /// <param name="isDeltaExact">Whether the delta must be closed to zero.</param>
    /// <param name="amounts">Receives the changes.</param>
    public static HedgeSolution Solve(
        in GreekVector exposure, in GreekRisk risk, ReadOnlySpan<HedgeInstrument> instruments, bool isDeltaExact,
        Span<double> amounts)
    {
        amounts.Clear();
        var status = Check(exposure, risk, instruments, amounts);
        if (status != FigureStatus.Ok)
            return HedgeSolution.None(status);
        Span<double> memory = stackalloc double[FaceSearch.MemorySize];
        Span<int> marks = stackalloc int[FaceSearch.MarksSize];
        var search = new FaceSearch(memory, marks, instruments.Length);
        Fill(search, exposure, risk, instruments);
        search.Rest();
        status = Run(ref search, exposure.Delta, instruments, isDeltaExact, out var price);
        return Conclude(search, status, price, exposure, risk, instruments, amounts);
    }

    /// <summary>
    /// The same with whole lots: instruments are truncated towards no trade one by one, the one whose lot weighs most
    /// first, and the rest solved again each time, so that what a coarse lot leaves open the finer ones close. Never
    /// away from neutral: a trade is at most what the solution asks for, and when all lots together cost more than
    /// they save there are none.
    /// </summary>
    public static HedgeSolution SolveLots(
        in GreekVector exposure, in GreekRisk risk, ReadOnlySpan<HedgeInstrument> instruments, bool isDeltaExact,
        Span<double> amounts)
    {
        amounts.Clear();
        var status = Check(exposure, risk, instruments, amounts);
        if (status != FigureStatus.Ok)
            return HedgeSolution.None(status);
        Span<double> memory = stackalloc double[FaceSearch.MemorySize];
        Span<int> marks = stackalloc int[FaceSearch.MarksSize];
        Span<bool> isDone = stackalloc bool[InstrumentsMax];
        isDone.Clear();
        var search = new FaceSearch(memory, marks, instruments.Length);
        Fill(search, exposure, risk, instruments);
        search.Rest();
        status = Run(ref search, exposure.Delta, instruments, isDeltaExact, out var price);
        for (var i = 0; i < instruments.Length && status is FigureStatus.Ok or FigureStatus.NoSolution; i++)
        {
            var next = Coarsest(search, instruments, isDone);
            if (next < 0)
                break;
            isDone[next] = true;
            search.Pin(next, Truncate(search.X[next], instruments[next].Lot));
            status = Run(ref search, exposure.Delta, instruments, isDeltaExact, out price);
            // What whole lots cannot close is no failure of the problem.
            status = status == FigureStatus.NoSolution ? FigureStatus.Ok : status;
        }

        var solution = Conclude(search, status, price, exposure, risk, instruments, amounts);
        if (solution.Saving > 0 || isDeltaExact || solution.Status != FigureStatus.Ok)
            return solution;
        amounts.Clear();
        return solution with
        {
            Objective = solution.ObjectiveBefore,
            Residual = exposure,
            TurnoverCost = 0,
            DeltaMultiplier = 0,
        };
    }

    private static FigureStatus Check(
        in GreekVector exposure, in GreekRisk risk, ReadOnlySpan<HedgeInstrument> instruments, Span<double> amounts)
    {
        if (!exposure.IsFinite)
            return FigureStatus.NotFinite;
        if (instruments.Length is < 1 or > InstrumentsMax || amounts.Length < instruments.Length || !risk.IsAdmissible)
            return FigureStatus.OutOfRange;
        foreach (ref readonly var instrument in instruments)
        {
            if (!instrument.IsAdmissible)
                return FigureStatus.OutOfRange;
        }

        return FigureStatus.Ok;
    }

    private static void Fill(
        in FaceSearch search, in GreekVector exposure, in GreekRisk risk, ReadOnlySpan<HedgeInstrument> instruments)
    {
        for (var i = 0; i < instruments.Length; i++)
        {
            ref readonly var instrument = ref instruments[i];
            search.Linear[i] = risk.Product(instrument.Greeks, exposure);
            search.Cost[i] = instrument.Cost;
            search.Low[i] = instrument.Low;
            search.High[i] = instrument.High;
            for (var k = 0; k <= i; k++)
            {
                var product = risk.Product(instrument.Greeks, instruments[k].Greeks) + (i == k ? instrument.Ridge : 0);
                search.Hessian[(i * InstrumentsMax) + k] = product;
                search.Hessian[(k * InstrumentsMax) + i] = product;
            }
        }
    }

    /// <summary>
    /// With the delta exact its residual is priced: r(ν) = e + a·x(ν) falls along ν in straight pieces, so Newton's
    /// steps inside a bracket end on the right piece and are then exact.
    /// </summary>
    private static FigureStatus Run(
        ref FaceSearch search, double delta, ReadOnlySpan<HedgeInstrument> instruments, bool isDeltaExact,
        out double price)
    {
        price = 0;
        if (!isDeltaExact)
            return search.Search();
        var n = instruments.Length;
        Span<double> a = stackalloc double[InstrumentsMax];
        Span<double> scratch = stackalloc double[InstrumentsMax];
        Span<double> linear = stackalloc double[InstrumentsMax];
        TakeDeltas(instruments, a);
        search.Linear.CopyTo(linear);
        var status = FigureStatus.NotConverged;
        double below = double.NegativeInfinity, above = double.PositiveInfinity;
        for (var step = 0; step < PriceStepsMax; step++)
        {
            for (var i = 0; i < n; i++)
                search.Linear[i] = linear[i] + (price * a[i]);
            var found = search.Search();
            var residual = Residual(search, delta, a[..n], out var scale);
            if (found != FigureStatus.Ok || Math.Abs(residual) <= 4e-15 * scale)
            {
                status = found;
                break;
            }

            if (residual > 0)
                below = price;
            else
                above = price;
            var next = NextPrice(search, a[..n], scratch, residual, price);
            if (double.IsInfinity(next))
            {
                status = FigureStatus.NoSolution;
                break;
            }

            if (next <= below || next >= above)
                next = below + (0.5 * (above - below));
            if (next == price || (next <= below && next >= above) || Math.Abs(residual) <= 1e-12 * scale)
            {
                status = FigureStatus.Ok;
                break;
            }

            price = next;
        }

        linear.CopyTo(search.Linear);
        return status;
    }

    /// <summary>Deltas of nothing but rounding count as none: no price could move them.</summary>
    private static void TakeDeltas(ReadOnlySpan<HedgeInstrument> instruments, Span<double> deltas)
    {
        var largest = 0.0;
        foreach (ref readonly var instrument in instruments)
            largest = Math.Max(largest, Math.Abs(instrument.Greeks.Delta));
        for (var i = 0; i < instruments.Length; i++)
        {
            var delta = instruments[i].Greeks.Delta;
            deltas[i] = Math.Abs(delta) > DeltaShareMin * largest ? delta : 0;
        }
    }

    private static double NextPrice(
        in FaceSearch search, ReadOnlySpan<double> a, Span<double> scratch, double residual, double price)
    {
        var response = search.FreeResponse(a, scratch);
        if (response > 0)
            return price + (residual / response);
        var direction = residual > 0 ? 1 : -1;
        return price + (direction * search.NextRelease(a, direction));
    }

    private static double Residual(in FaceSearch search, double delta, ReadOnlySpan<double> a, out double scale)
    {
        var sum = delta;
        scale = Math.Abs(delta);
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * search.X[i];
            scale += Math.Abs(a[i] * search.X[i]);
        }

        return sum;
    }

    private static HedgeSolution Conclude(
        in FaceSearch search, FigureStatus status, double price, in GreekVector exposure, in GreekRisk risk,
        ReadOnlySpan<HedgeInstrument> instruments, Span<double> amounts)
    {
        if (status is not (FigureStatus.Ok or FigureStatus.NoSolution))
            return HedgeSolution.None(status);
        double delta = exposure.Delta, gamma = exposure.Gamma, vega = exposure.Vega, cost = 0, ridge = 0;
        for (var i = 0; i < instruments.Length; i++)
        {
            ref readonly var instrument = ref instruments[i];
            var x = search.X[i];
            amounts[i] = x;
            delta += instrument.Greeks.Delta * x;
            gamma += instrument.Greeks.Gamma * x;
            vega += instrument.Greeks.Vega * x;
            cost += instrument.Cost * Math.Abs(x);
            ridge += 0.5 * instrument.Ridge * x * x;
        }

        var residual = new GreekVector(delta, gamma, vega);
        var objective = risk.Price(residual) + ridge + cost;
        if (!double.IsFinite(objective) || !residual.IsFinite)
        {
            amounts.Clear();
            return HedgeSolution.None(FigureStatus.NotFinite);
        }

        for (var i = 0; i < instruments.Length; i++)
            search.Linear[i] += price * instruments[i].Greeks.Delta;
        return new HedgeSolution(
            status, objective, risk.Price(exposure), residual, cost, price, search.OptimalityError(),
            search.Iterations);
    }

    /// <summary>The open instrument whose lot weighs most in the objective, or -1.</summary>
    private static int Coarsest(
        in FaceSearch search, ReadOnlySpan<HedgeInstrument> instruments, ReadOnlySpan<bool> isDone)
    {
        var best = -1;
        var heaviest = 0.0;
        for (var i = 0; i < instruments.Length; i++)
        {
            var lot = instruments[i].Lot;
            var weight = search.Hessian[(i * InstrumentsMax) + i] * lot * lot;
            if (isDone[i] || lot == 0 || (best >= 0 && weight <= heaviest))
                continue;
            best = i;
            heaviest = weight;
        }

        return best;
    }

    /// <summary>Whole lots towards zero; a hair below a whole lot counts as that lot.</summary>
    private static double Truncate(double amount, double lot) =>
        Math.CopySign(Math.Floor((Math.Abs(amount) / lot) + 1e-9) * lot, amount);
}
